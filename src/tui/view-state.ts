// What the person has chosen: panel, entries, filter, dialog, messages; and what can happen to it.
import type {Command} from '../domain/command.ts';
import type {Size} from '../domain/screen.ts';
import type {HistoryAction} from './history/state.ts';
import type {PanelId} from './layout.ts';
import {type ListCursor, NOWHERE} from './list-cursor.ts';
import {NO_NOTICES, type Notices, type Toast} from './notices.ts';
import type {PaneKey} from './panes/pane-session.ts';
import {NO_PANES, type PanesEvent, type PanesState} from './panes/panes-state.ts';
import {NO_PEOPLE, type PeopleEvent, type PeopleState, type RunRef} from './people/people-state.ts';
import type {WriteDialog} from './people/write.ts';
import type {SessionRef} from './session-ref.ts';
import {DEFAULT_SETTINGS, type Settings} from './settings.ts';
import {type Look, NO_LOOK} from './themes/choose.ts';
import type {WallAnswer} from './wall/wall.ts';

/** What a key asks for: a change of the view, a command for the controller, or the end. */
export type Action =
	| {readonly do: 'change'; readonly event: ViewEvent}
	/** `ifDone` follows where it was done, `ifStale` where it was too late. */
	| {
			readonly do: 'ask';
			readonly command: Command;
			readonly doing: string;
			readonly ifDone?: ViewEvent;
			readonly ifStale?: ViewEvent;
	  }
	| {readonly do: 'attach'; readonly session: SessionRef}
	/** An entry of a dialog was chosen: the dialog closes, then this is done. */
	| {readonly do: 'choose'; readonly id: string; readonly next: Action}
	/** Holds a pane and scrolls so many pages up. */
	| {readonly do: 'hold'; readonly pane: PaneKey; readonly pages: number}
	/** For the held pane that has the keys. */
	| {readonly do: 'history'; readonly action: HistoryAction}
	| {readonly do: 'transcript'; readonly session: SessionRef; readonly how: 'pager' | 'editor'}
	/** The text of a dialog, in the person's own editor. */
	| {readonly do: 'edit-text'; readonly text: string}
	/** A run's report in the person's pager. */
	| {readonly do: 'report'; readonly run: RunRef}
	/** What an agent wished for is granted or not. */
	| {readonly do: 'answer-agent'; readonly question: number; readonly said: WallAnswer}
	| {readonly do: 'quit'};

/** One answer to a question; `key` gives it at once, an action of null changes nothing. */
export type Answer = {readonly key: string; readonly label: string; readonly action: Action | null};

/** What a person picks from in a dialog. */
export type PickList =
	| {readonly of: 'help'}
	| {readonly of: 'commands'}
	| {readonly of: 'messages'}
	| {readonly of: 'details'}
	| {readonly of: 'runtimes'; readonly project: string; readonly taskId: string}
	| {readonly of: 'workflow'; readonly project: string; readonly taskId: string; readonly workflow: string};

export type Dialog =
	| {
			readonly kind: 'confirm';
			readonly title?: string;
			/** Paragraphs: what will happen, and to what. */
			readonly question: readonly string[];
			readonly answers: readonly Answer[];
			/** The answer that Enter gives; the safe one at first. */
			readonly chosen: number;
	  }
	| {readonly kind: 'pick'; readonly list: PickList; readonly query: string; readonly index: number}
	| WriteDialog;

/** A command that was asked for and is not answered yet; `doing` reads `starting T3`. */
export type Pending = {readonly id: number; readonly doing: string; readonly since?: number};

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
	readonly filters: Readonly<Record<'missions' | 'tasks' | 'sessions', string>>;
	/** The chosen list's filter is being typed. */
	readonly filtering: boolean;
	readonly folded: ReadonlySet<string>;
	readonly dialog: Dialog | null;
	readonly notices: Notices;
	/** What of the engines' news was told, by project. */
	readonly heardOf: Readonly<Record<string, number>>;
	readonly pending: readonly Pending[];
	/** How far something is that a person's own program is opened with. */
	readonly preparing: string | null;
	/** What was chosen in the palette, the latest first. */
	readonly recent: readonly string[];
	/** The session that a person types into. */
	readonly attached: SessionRef | null;
	/** The open mission's panes. */
	readonly panes: PanesState;
	/** Sessions that rang for a person who has not looked at them since; by the keys of their panes. */
	readonly rang: ReadonlySet<string>;
	/** Panes that are held in their history. */
	readonly held: ReadonlySet<PaneKey>;
	/** What waits for people, and the run that is looked at. */
	readonly people: PeopleState;
	readonly settings: Settings;
	readonly look: Look;
};

export type ViewEvent =
	| {type: 'world-changed'}
	| {type: 'resized'; size: Size}
	| {type: 'moved'; by: number}
	| {type: 'paged'; by: number}
	/** A list was scrolled, or a place in a panel was clicked: an entry of its list, or none. */
	| {type: 'scrolled'; list: Exclude<PanelId, 'screen'>; by: number}
	| {type: 'pointed'; panel: PanelId; index: number | null}
	| {type: 'panel-moved'; by: number}
	| {type: 'panel-chosen'; panel: PanelId; zoomed: boolean}
	| {type: 'zoomed'; zoomed: boolean}
	| {type: 'fold-toggled'; key: string}
	| {type: 'filter-opened'}
	| {type: 'filter-typed'; text: string}
	| {type: 'filter-closed'; keep: boolean}
	| {type: 'dialog-opened'; dialog: Dialog}
	| {type: 'dialog-closed'}
	| {type: 'dialog-answer-moved'; by: number}
	| {type: 'dialog-typed'; query: string}
	| {type: 'dialog-moved'; by: number}
	/** An entry or answer was chosen by itself. */
	| {type: 'dialog-pointed'; index: number}
	| {type: 'dialog-chosen'; id: string}
	| {type: 'dialog-written'; text: string; at: number}
	| {type: 'toast-dismissed'}
	| {type: 'told'; toast: Toast | null}
	| {type: 'asked'; pending: Pending}
	| {type: 'answered'; id: number; toast: Toast}
	| {type: 'preparing'; text: string | null}
	| {type: 'session-chosen'; sessionId: string}
	| {type: 'task-chosen'; taskId: string}
	| {type: 'attached'; session: SessionRef}
	| {type: 'left'}
	| {type: 'held'; panes: ReadonlySet<PaneKey>}
	| {type: 'panes'; event: PanesEvent}
	| {type: 'people'; event: PeopleEvent}
	| {type: 'rang'; session: SessionRef}
	| {type: 'look-changed'; look: Partial<Look>};

/** The first state, before anything is known. */
export const startState = (
	size: Size,
	now: number,
	settings: Settings = DEFAULT_SETTINGS,
	look: Look = NO_LOOK,
): ViewState => ({
	size,
	now,
	panel: 'missions',
	zoomed: false,
	missions: NOWHERE,
	tasks: NOWHERE,
	sessions: NOWHERE,
	project: null,
	filters: {missions: '', tasks: '', sessions: ''},
	filtering: false,
	folded: new Set(),
	dialog: null,
	notices: NO_NOTICES,
	heardOf: {},
	pending: [],
	preparing: null,
	recent: [],
	attached: null,
	panes: {...NO_PANES, follow: settings.layout},
	rang: new Set(),
	held: new Set(),
	people: NO_PEOPLE,
	settings,
	look,
});
