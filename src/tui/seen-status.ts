import type {ScreenView, Size} from '../domain/screen.ts';

/** What titles say of a screen: more than its cells. */
export type SeenStatus = {readonly status: ScreenView['status']} & Size;

/** What of a screen lists and frames depend on. */
export const statusOf = ({status, size}: ScreenView): SeenStatus => ({status, ...size});

/** Whether a screen is as it was seen. */
export const hasStatus = ({status, size}: ScreenView, was: SeenStatus | undefined): boolean =>
	status === was?.status && size.cols === was.cols && size.rows === was.rows;
