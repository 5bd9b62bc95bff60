import type {Rect} from '../layout.ts';
import type {Line} from '../theme.ts';

/** Lines that mosaic draws at a place on the screen; `id` stays the same from frame to frame. */
export type DrawnSurface = {readonly id: string; readonly rect: Rect; readonly lines: readonly Line[]};
