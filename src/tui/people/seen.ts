// What of all that waits, and of the run that is looked at, is on the screen and would be acted on. Pure.
import type {ControlState, SessionView} from '../../domain/controller.ts';
import type {RunPage} from '../../domain/run-page.ts';
import {findSession} from '../panes/pane-session.ts';
import type {SessionRef} from '../session-ref.ts';
import type {View} from '../view.ts';
import type {ViewState} from '../view-state.ts';
import {type InboxEntry, inboxOf, sameRun} from './entries.ts';
import {pageRows} from './page-rows.ts';
import {type PeopleLayout, peopleLayout} from './people-layout.ts';
import {type Draft, NO_DRAFT, type PeopleState, type Reading, type RunRef} from './people-state.ts';
import type {Row} from './row.ts';
import {peopleShown} from './shown.ts';

export type PeopleSeen = {
	readonly layout: PeopleLayout;
	/** What waits for a decision in the run that is looked at. */
	readonly entry: InboxEntry | null;
	readonly draft: Draft;
	readonly page: RunPage | null;
	readonly rows: readonly Row[];
	readonly reading: Reading;
	readonly row: Row | null;
};

/** What waits for a decision in the run that is looked at: what was chosen of it, else the longest waiting. */
const entryOf = (people: PeopleState, control: ControlState): InboxEntry | null => {
	const own = inboxOf(control).filter(({run}) => sameRun(run, people.run));
	return own.find(({key}) => key === people.inbox.key) ?? own[0] ?? null;
};

/** Everything of the page, for drawing and for keys. */
export const peopleSeen = (state: ViewState, control: ControlState): PeopleSeen => {
	const {people, size, settings, now} = state;
	const layout = peopleLayout(size, people);
	const entry = entryOf(people, control);
	const draft = (entry && people.drafts[entry.key]) ?? NO_DRAFT;
	const {page, tab} = people;
	const width = (layout.rows?.width ?? 0) - MARK;
	const rows = layout.rows === null ? [] : pageRows({page, tab, width, entry, draft, settings, now});
	const reading = people.reading[tab] ?? AT_TOP;
	return {layout, entry, draft, page, rows, reading, row: rows[reading.index] ?? null};
};

/** Cells before each row: the mark of the chosen one. */
export const MARK = 2;
const AT_TOP: Reading = {index: 0, top: 0};

const latest = new WeakMap<View, PeopleSeen>();

/** The same for a view, worked out once. */
export const seenIn = (view: View): PeopleSeen => {
	const known = latest.get(view);
	if (known) return known;
	const seen = peopleSeen(view.state, view.control);
	latest.set(view, seen);
	return seen;
};

/** The run whose page is seen; null where none is. */
export const wantedRun = (view: View): RunRef | null =>
	peopleShown(view.state) && view.layout.fits && seenIn(view).layout.page !== null ? view.state.people.run : null;

/** The agent of the page: of the chosen step, else the one that began last. */
export const sessionOfPage = (view: View): SessionRef | null => {
	const {page, run, tab} = view.state.people;
	if (page === null || run === null) return null;
	const {attempts} = page.record;
	const {row} = seenIn(view);
	const chosen = tab === 'steps' && row?.kind === 'text' ? row.step : undefined;
	const own = attempts.findLast((one) => one.step === chosen && one.sessionIds.length > 0);
	const last = own ?? attempts.findLast((one) => one.sessionIds.length > 0);
	const sessionId = last?.sessionIds.at(-1);
	return sessionId === undefined ? null : {project: run.project, sessionId};
};

/** That agent's session as it is known; null where the lists do not have it any more. */
export const sessionSeen = (view: View): SessionView | null => {
	const ref = sessionOfPage(view);
	return ref === null ? null : (findSession(view.control, ref)?.session ?? null);
};

/** The files of the change whose lines are seen. */
export const filesSeen = (view: View): readonly string[] => {
	const {page, rows, reading, layout} = seenIn(view);
	if (view.state.people.tab !== 'diff' || page?.diff.kind !== 'there' || layout.rows === null) return [];
	const {files} = page.diff.diff;
	const indexes = rows
		.slice(reading.top, reading.top + layout.rows.height)
		.flatMap((row) => (row.kind === 'code' ? [row.file] : []));
	return [...new Set(indexes)].flatMap((index) => files[index]?.path ?? []);
};
