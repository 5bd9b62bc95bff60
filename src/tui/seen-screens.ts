// Which sessions' screens are seen in a view, and at what size. Pure.
import type {ScreenModes, Size} from '../domain/screen.ts';
import type {Fitting} from './fit-sessions.ts';
import type {Frame} from './frame.ts';
import {inside, type Rect} from './layout.ts';
import {type PaneKey, paneKey, refOf} from './panes/pane-session.ts';
import {seenIn, sessionOfPage} from './people/seen.ts';
import {peopleShown} from './people/shown.ts';
import type {Wanted} from './screens.ts';
import type {View} from './view.ts';

/** The key of the session that is shown beside the lists, alone, or has the focus among the panes. */
export const shownKey = ({focused, mission, shown, state}: View): PaneKey | null => {
	if (focused) return focused.key;
	if (state.attached) return paneKey(state.attached);
	return mission && shown ? paneKey({project: mission.project, sessionId: shown.id}) : null;
};

/** The screens that are seen, and no others. */
export const wantedScreens = (view: View): Wanted[] => {
	if (!view.layout.fits) return [];
	if (peopleShown(view.state)) {
		const session = sessionOfPage(view);
		const output = seenIn(view).layout.output;
		return session === null || output === null ? [] : [{session, size: sizeOf(output)}];
	}
	if (view.placed.panes.length > 0)
		return view.placed.panes.map(({of, content}) => ({session: of.ref, size: sizeOf(content)}));
	const key = shownKey(view);
	const rect = view.layout.panels.screen;
	if (key === null || rect === undefined) return [];
	return [{session: refOf(key), size: view.layout.bare ? sizeOf(rect) : inside(rect)}];
};

/** The sessions whose terminals have the size of their panes: all panes, or the one that is typed into. */
export const fittingsOf = ({view, screens}: Frame): Fitting[] => {
	const {attached, panes} = view.state;
	if (attached === null && !panes.open) return [];
	return wantedScreens(view).flatMap(({session, size}) => {
		const key = paneKey(session);
		const screen = screens.get(key);
		return screen ? [{key, screen, size}] : [];
	});
};

const sizeOf = ({width, height}: Rect): Size => ({cols: width, rows: height});

/** Whether exactly the panes of a map are among a set. */
export const sameKeys = (map: ReadonlyMap<PaneKey, unknown>, keys: ReadonlySet<PaneKey>): boolean =>
	map.size === keys.size && [...map.keys()].every((key) => keys.has(key));

/** The modes of the session that is typed into; null where none is. */
export const modesOf = ({view, screens}: Frame): ScreenModes | null => {
	const {attached} = view.state;
	const modes = attached !== null && view.held === null ? screens.get(paneKey(attached))?.modes : undefined;
	// Where a pane is not alone in its corner nobody knows how many pixels lie before it.
	const cells = modes?.mouseEncoding === 'sgr-pixels' && !view.layout.bare;
	return cells ? {...modes, mouse: 'none', mouseEncoding: 'default'} : (modes ?? null);
};
