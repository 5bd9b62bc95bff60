// What a person has chosen of all that waits for them, and of the run that they look at.
import type {Comment} from '../../domain/approval.ts';
import type {RunPage} from '../../domain/run-page.ts';
import {type ListCursor, NOWHERE} from '../list-cursor.ts';

export type RunRef = {readonly project: string; readonly runId: string};

/** The sides of a run's page. `gate` is what waits for a decision: a proposal or a question. */
export const TABS = ['steps', 'output', 'gate', 'diff', 'checks', 'findings', 'contract', 'follow-ups'] as const;
export type TabId = (typeof TABS)[number];

/** The chosen row of a page, and the first one that is seen. */
export type Reading = {readonly index: number; readonly top: number};

/** What a person wrote about a gate and has not sent yet. `text` is the edited proposal. */
export type Draft = {readonly comments: readonly Comment[]; readonly text: string | null};

export const NO_DRAFT: Draft = {comments: [], text: null};

export type PeopleState = {
	/** What is seen in place of the lists; null while those are. */
	readonly place: 'inbox' | 'runs' | 'run' | null;
	/** Where a run was opened from, and where back goes. */
	readonly under: 'inbox' | 'runs' | null;
	readonly inbox: ListCursor;
	readonly runs: ListCursor;
	/** The run whose page is seen, or would be beside the list. */
	readonly run: RunRef | null;
	/** What is known of that run; null until it was read. */
	readonly page: RunPage | null;
	readonly tab: TabId;
	readonly reading: Readonly<Partial<Record<TabId, Reading>>>;
	/** So many cells of the code are left of what is seen. */
	readonly shift: number;
	/** By the keys of gates. */
	readonly drafts: Readonly<Record<string, Draft>>;
	/** The panes were open before. */
	readonly panes: boolean;
};

export const NO_PEOPLE: PeopleState = {
	place: null,
	under: null,
	inbox: NOWHERE,
	runs: NOWHERE,
	run: null,
	page: null,
	tab: 'gate',
	reading: {},
	shift: 0,
	drafts: {},
	panes: false,
};

export type PeopleEvent =
	| {readonly what: 'opened'; readonly place: 'inbox' | 'runs'}
	| {readonly what: 'run-opened'; readonly run: RunRef; readonly tab?: TabId}
	/** The chosen entry of the list is gone into. */
	| {readonly what: 'entered'}
	/** One step back: from the run to its list, from there to what was seen before. */
	| {readonly what: 'left'}
	| {readonly what: 'moved'; readonly by: number}
	| {readonly what: 'paged'; readonly by: number}
	| {readonly what: 'jumped'; readonly to: 'hunk' | 'file'; readonly by: 1 | -1}
	| {readonly what: 'row-chosen'; readonly index: number}
	/** The same, with the row at the top. */
	| {readonly what: 'row-reached'; readonly index: number}
	| {readonly what: 'entry-chosen'; readonly index: number}
	| {readonly what: 'tab-moved'; readonly by: number}
	| {readonly what: 'tab-chosen'; readonly tab: TabId}
	| {readonly what: 'shifted'; readonly by: number}
	| {readonly what: 'read'; readonly page: RunPage}
	/** A comment on a place; without text the one that is there goes. */
	| {readonly what: 'commented'; readonly gate: string; readonly at: Omit<Comment, 'text'>; readonly text: string}
	| {readonly what: 'edited'; readonly gate: string; readonly text: string | null}
	/** The gate is decided: what was written about it was sent, and the next one comes. */
	| {readonly what: 'decided'; readonly gate: string}
	/** Somebody else was faster. */
	| {readonly what: 'passed-by'; readonly gate: string};
