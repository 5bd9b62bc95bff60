// What the person has chosen: panel, entries, filter, dialog, messages; and what can happen to it.
import type {Command} from '../domain/command.ts';
import type {Size} from '../domain/screen.ts';
import type {PanelId} from './layout.ts';
import {type ListCursor, NOWHERE} from './list-cursor.ts';

export type SessionRef = {readonly project: string; readonly sessionId: string};

export type Dialog =
	| {readonly kind: 'help'; readonly top: number}
	| {readonly kind: 'confirm'; readonly question: readonly string[]; readonly command: Command; readonly doing: string};

export type Toast = {readonly text: string; readonly tone: 'info' | 'good' | 'bad'};

/** A command that was asked for and is not answered yet; `doing` reads `starting T3`. */
export type Pending = {readonly id: number; readonly doing: string};

export type ViewState = {
	readonly size: Size;
	/** The person's clock, in milliseconds; moved by events alone. */
	readonly now: number;
	readonly panel: PanelId;
	readonly zoomed: boolean;
	readonly missions: ListCursor;
	readonly tasks: ListCursor;
	readonly sessions: ListCursor;
	/** The mission whose tasks and sessions the cursors stand in. */
	readonly project: string | null;
	readonly filter: string;
	readonly filtering: boolean;
	readonly folded: ReadonlySet<string>;
	readonly dialog: Dialog | null;
	readonly toast: Toast | null;
	readonly pending: readonly Pending[];
	readonly attached: SessionRef | null;
};

export type ViewEvent =
	| {type: 'world-changed'}
	| {type: 'resized'; size: Size}
	| {type: 'moved'; by: number}
	| {type: 'paged'; by: number}
	| {type: 'panel-moved'; by: number}
	| {type: 'panel-chosen'; panel: PanelId; zoomed: boolean}
	| {type: 'zoomed'; zoomed: boolean}
	| {type: 'fold-toggled'; key: string}
	| {type: 'filter-opened'}
	| {type: 'filter-typed'; text: string}
	| {type: 'filter-closed'; keep: boolean}
	| {type: 'dialog-opened'; dialog: Dialog}
	| {type: 'dialog-closed'}
	| {type: 'help-scrolled'; by: number}
	| {type: 'told'; toast: Toast | null}
	| {type: 'asked'; pending: Pending}
	| {type: 'answered'; id: number; toast: Toast}
	| {type: 'session-chosen'; sessionId: string}
	| {type: 'attached'; session: SessionRef}
	| {type: 'left'};

/** The first state, before anything is known. */
export const startState = (size: Size, now: number): ViewState => ({
	size,
	now,
	panel: 'missions',
	zoomed: false,
	missions: NOWHERE,
	tasks: NOWHERE,
	sessions: NOWHERE,
	project: null,
	filter: '',
	filtering: false,
	folded: new Set(),
	dialog: null,
	toast: null,
	pending: [],
	attached: null,
});
