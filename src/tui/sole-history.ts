// The history mode of a session that has the terminal to itself: the same keys and the same mouse as in panes.
import type {ScreenView, Size} from '../domain/screen.ts';
import {HistoryDesk} from './history/history-desk.ts';
import {HISTORY_KEYS} from './history/keys.ts';
import type {PaneHistory} from './history/pane-history.ts';
import type {Key} from './input/keys.ts';
import {encodeMouse} from './mouse/encode-mouse.ts';
import type {MouseEvent} from './mouse/mouse-event.ts';
import type {Clipboard} from './outer/clipboard.ts';
import type {Pane} from './pane.ts';
import {paneKey} from './panes/pane-session.ts';
import type {SessionRef} from './session-ref.ts';
import type {Settings} from './settings.ts';

export type SoleHistoryOptions = {
	readonly session: SessionRef;
	readonly screen: ScreenView;
	/** The cells that the session has. */
	readonly size: () => Size;
	readonly settings: Settings;
	readonly clipboard: Clipboard;
	/** Another thing is to be drawn. */
	readonly changed: () => void;
	/** Bytes for the session, one per character. */
	readonly type: (bytes: string) => void;
};

const WHEEL_LINES = 3;

/** Holds the one screen and lets it go. */
export const createSoleHistory = (options: SoleHistoryOptions) => {
	const {session, screen, size, settings, clipboard, changed, type} = options;
	const key = paneKey(session);
	let said: string | null = null;
	const desk = new HistoryDesk({
		...{now: Date.now, clipboard, transcript: undefined, changed, held: changed},
		tell: ({text}) => {
			said = text;
			changed();
		},
	});
	const pane = (): Pane => {
		const {cols, rows} = size();
		const rect = {x: 0, y: 0, width: cols, height: rows};
		return {key, screen, rect, first: 0, left: 0, letterbox: false};
	};
	const held = (): PaneHistory | undefined => desk.all().get(key);
	return {
		held,
		/** What was told last; gone with the next key. */
		said: () => said,
		scrollBack: () => desk.scrollBack([pane()], session),
		key: (pressed: Key): void => {
			said = null;
			if (desk.type(key, pressed) || pressed.kind !== 'key') return;
			const action = HISTORY_KEYS.find(({id}) => settings.keys[id].includes(pressed.name))?.action;
			if (action !== undefined) desk.do(key, action);
		},
		/** A program that asked for the mouse has it; else the wheel scrolls back, and what is held is selected in. */
		mouse: (event: MouseEvent): void => {
			const rows = event.button === 'up' ? -WHEEL_LINES : WHEEL_LINES;
			if (held() === undefined) {
				const bytes = encodeMouse(event, screen.modes);
				if (bytes !== null) return type(bytes);
			}
			if (event.kind === 'wheel') return desk.wheel(pane(), rows);
			const kind = event.kind === 'move' ? 'drag' : event.kind;
			if (event.button !== 'left' && kind !== 'release') return;
			if (held() !== undefined) desk.mouse(pane(), {kind, x: event.x, y: event.y, alt: event.alt});
		},
		/** The screen's cells or the terminal's size have changed. */
		follow: (): void => {
			desk.follow([pane()]);
			desk.followCells();
		},
		close: () => desk.close(),
	};
};

export type SoleHistory = ReturnType<typeof createSoleHistory>;
