// The one window on a session's screen that is open at a time.
import type {Controller} from '../domain/controller.ts';
import type {ScreenView, Size} from '../domain/screen.ts';
import type {SessionRef} from './view-state.ts';

/** Opens and closes screens as the view asks; `changed` is called when what is shown changed. */
export const createPreview = (controller: Controller, changed: () => void) => {
	let shown: SessionRef | null = null;
	let screen: ScreenView | null = null;
	let unsubscribe = () => {};

	const close = (): void => {
		unsubscribe();
		screen?.close();
		screen = null;
		shown = null;
		unsubscribe = () => {};
	};

	/** Shows a session's screen, or none; the same session stays open. */
	const show = (session: SessionRef | null, size: Size): void => {
		if (session?.project === shown?.project && session?.sessionId === shown?.sessionId) return;
		close();
		if (session === null) return;
		shown = session;
		screen = controller.openScreen(session.project, session.sessionId, size);
		unsubscribe = screen.subscribe(changed);
	};

	return {show, screen: () => screen, close};
};
