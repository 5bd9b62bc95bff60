import * as z from 'zod/mini';

/** How panes fill themselves; `list` shows one screen beside the list of all sessions. */
export const PANE_LAYOUTS = ['one', 'two', 'four', 'grid', 'list'] as const;
export const PaneLayout = z.enum(PANE_LAYOUTS);
export type PaneLayout = z.infer<typeof PaneLayout>;
