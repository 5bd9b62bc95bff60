import * as z from 'zod/mini';

/** How the full screen is coloured; `auto` follows the terminal's background. */
export const ThemeChoice = z.enum(['auto', 'dark', 'light', 'high-contrast', 'none']);
export type ThemeChoice = z.infer<typeof ThemeChoice>;

export const THEME_CHOICES: readonly ThemeChoice[] = ['auto', 'dark', 'light', 'high-contrast', 'none'];
