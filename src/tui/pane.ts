// Where the seen sessions' cells stand on the screen, and the cursor among them. Pure.
import type {ScreenView} from '../domain/screen.ts';
import type {Place} from './compositor/compositor.ts';
import type {Frame} from './frame.ts';
import type {PaneHistory} from './history/pane-history.ts';
import {historyCursor} from './history/surfaces.ts';
import type {Rect} from './layout.ts';
import {type PaneKey, paneKey} from './panes/pane-session.ts';
import {seenIn as peopleSeenIn, sessionOfPage} from './people/seen.ts';
import {peopleShown} from './people/shown.ts';
import {firstColumn} from './place-in-pane.ts';

export type Pane = {
	readonly key: PaneKey;
	readonly screen: ScreenView;
	readonly rect: Rect;
	/** The session's row that is seen at the rectangle's top. */
	readonly first: number;
	/** The session's column that is seen at the rectangle's left. */
	readonly left: number;
	/** Whether what lies beyond the session's own cells is marked: its size is not about to follow the pane's. */
	readonly letterbox: boolean;
	/** What it shows instead while it is held; another version shows something else. */
	readonly history?: PaneHistory | undefined;
	readonly version?: number | undefined;
};

/** What of a frame tells where screens stand. */
type Seen = Pick<Frame, 'view' | 'screen' | 'screens' | 'settling'>;

/** The parts of sessions' screens that are seen; those of which nothing is known yet are left out. */
export const panesOf = (frame: Frame): readonly Pane[] =>
	livePanes(frame).map((pane) => {
		const history = frame.histories.get(pane.key);
		return history === undefined ? pane : {...pane, history, version: history.version};
	});

/** The same without regard to those that are held. */
export const livePanes = (frame: Seen): readonly Pane[] => {
	const {view, screens} = frame;
	if (view.layout.fits && view.placed.panes.length > 0)
		return view.placed.panes.flatMap(({key, content}) => {
			const screen = screens.get(key);
			return screen === undefined || isBlank(screen) ? [] : [seenIn(key, screen, content, frame)];
		});
	const output = outputOf(frame);
	if (output !== undefined) return output;
	const preview = previewOf(frame);
	return preview === null ? [] : [preview];
};

/** The screen of a run's agent; undefined where no run is looked at. */
const outputOf = (frame: Seen): readonly Pane[] | undefined => {
	const {view, screens} = frame;
	if (!peopleShown(view.state)) return undefined;
	const session = sessionOfPage(view);
	const rect = peopleSeenIn(view).layout.output;
	const key = session && paneKey(session);
	const screen = key === null ? undefined : screens.get(key);
	return key === null || rect === null || screen === undefined || isBlank(screen)
		? []
		: [seenIn(key, screen, rect, frame)];
};

/** One screen beside the lists, or alone. */
const previewOf = (frame: Seen): Pane | null => {
	const {view, screen} = frame;
	const panel = view.layout.panels.screen;
	if (panel === undefined || screen === null || view.shown === null || view.mission === null) return null;
	if (screen.status === 'connecting' && !view.layout.bare) return null;
	const rect = view.layout.bare ? panel : insideOf(panel, screen.status === 'lost' ? 1 : 0);
	const session = view.state.attached ?? {project: view.mission.project, sessionId: view.shown.id};
	return seenIn(paneKey(session), screen, rect, frame);
};

const isBlank = ({status}: ScreenView): boolean => status === 'connecting';

const seenIn = (key: PaneKey, screen: ScreenView, rect: Rect, {view, settling}: Seen): Pane => {
	const {attached} = view.state;
	const typed = attached !== null && paneKey(attached) === key;
	return {
		key,
		screen,
		rect,
		first: firstRow(screen, rect.height),
		left: typed && screen.cursor.visible ? firstColumn(screen.size.cols, screen.cursor.x, rect.width) : 0,
		letterbox: view.placed.panes.length > 0 && screen.status === 'live' && settling?.has(key) !== true,
	};
};

/** The first row of a screen that is shown in so many rows: the cursor stays in sight. */
const firstRow = (screen: ScreenView, rows: number): number => {
	const spare = screen.size.rows - rows;
	return spare <= 0 ? 0 : Math.max(0, Math.min(spare, screen.cursor.y - rows + 1));
};

/** The place of the focused session's cursor, for input methods and screen readers; null where it is not seen. */
export const cursorOf = ({view}: Frame, panes: readonly Pane[]): Place | null => {
	const held = panes.find(({key, history}) => history !== undefined && key === view.held);
	if (held?.history) return historyCursor(held.history, held.rect);
	const {attached} = view.state;
	const pane = attached && panes.find(({key}) => key === paneKey(attached));
	if (!pane) return null;
	const {x, y, visible} = pane.screen.cursor;
	const [column, row] = [x - pane.left, y - pane.first];
	if (!visible || row < 0 || row >= pane.rect.height || column >= pane.rect.width) return null;
	return {x: pane.rect.x + column, y: pane.rect.y + row};
};

const insideOf = ({x, y, width, height}: Rect, above: number): Rect => ({
	x: x + 1,
	y: y + 1 + above,
	width: Math.max(0, width - 2),
	height: Math.max(0, height - 2 - above),
});
