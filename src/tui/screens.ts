// The windows on sessions' screens that are open: those that are seen, and no others.
import type {Controller} from '../domain/controller.ts';
import type {ScreenView, Size} from '../domain/screen.ts';
import {type PaneKey, paneKey} from './panes/pane-session.ts';
import type {SessionRef} from './session-ref.ts';

export type Wanted = {readonly session: SessionRef; readonly size: Size};

/** Open screens by the keys of their sessions. */
export type OpenScreens = ReadonlyMap<PaneKey, ScreenView>;

/** Opens and closes screens as the view asks; `changed` is called with the key of one that changed. */
export const createScreens = (controller: Controller, changed: (key: PaneKey) => void) => {
	let open: OpenScreens = new Map();
	const unsubscribes = new Map<PaneKey, () => void>();

	const close = (key: PaneKey): void => {
		unsubscribes.get(key)?.();
		unsubscribes.delete(key);
		open.get(key)?.close();
	};

	/** Shows these sessions; those that are open stay so. The same map as long as the same ones are open. */
	const show = (wanted: readonly Wanted[]): void => {
		const next = new Map<PaneKey, ScreenView>();
		for (const {session, size} of wanted) {
			const key = paneKey(session);
			const screen = open.get(key) ?? controller.openScreen(session.project, session.sessionId, size);
			if (!open.has(key))
				unsubscribes.set(
					key,
					screen.subscribe(() => changed(key)),
				);
			next.set(key, screen);
		}
		const gone = [...open.keys()].filter((key) => !next.has(key));
		for (const key of gone) close(key);
		if (gone.length > 0 || next.size !== open.size) open = next;
	};

	return {show, all: (): OpenScreens => open, close: () => show([])};
};
