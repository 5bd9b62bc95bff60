import type {ScreenView, Size} from '../domain/screen.ts';

/** What titles say of a screen: more than its cells. */
export type SeenStatus = {readonly status: ScreenView['status']} & Size;

export const statusOf = ({status, size}: ScreenView): SeenStatus => ({status, ...size});

export const hasStatus = ({status, size}: ScreenView, was: SeenStatus | undefined): boolean =>
	status === was?.status && size.cols === was.cols && size.rows === was.rows;
