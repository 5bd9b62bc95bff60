import * as z from 'zod/mini';

/** How panes fill themselves when they are first shown. */
export const PaneLayout = z.enum(['one', 'two', 'four', 'grid']);
export type PaneLayout = z.infer<typeof PaneLayout>;

export const PANE_LAYOUTS: readonly PaneLayout[] = ['one', 'two', 'four', 'grid'];
