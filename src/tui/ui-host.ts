import type {ScreenModes} from '../domain/screen.ts';
import type {Choices} from './choices.ts';
import type {Clipboard} from './outer/clipboard.ts';
import type {Memory} from './panes/pane-memory.ts';
import type {RunRef} from './people/people-state.ts';
import type {Preparation} from './preparing.ts';
import type {SessionRef} from './session-ref.ts';
import type {Settings} from './settings.ts';
import type {Look} from './themes/choose.ts';

/** What the loop does to the world outside; given by the one who mounts it. */
export type UiHost = {
	readonly quit: () => void;
	/** The modes of the session that has the focus; null when none has. */
	readonly mirror: (modes: ScreenModes | null) => void;
	readonly now: () => number;
	/** Where copies go. */
	readonly clipboard?: Clipboard;
	/** Shows a session's transcript in place of mosaic; gives why it could not, or null. Never throws. */
	readonly transcript?: (
		session: SessionRef,
		how: 'pager' | 'editor',
		preparation: Preparation,
	) => Promise<string | null>;
	/** Lets a person edit a text in their own editor, in place of mosaic. `text` is null where that could not be. */
	readonly editText?: (text: string) => Promise<{readonly text: string | null; readonly problem: string | null}>;
	/** Shows a run's report in place of mosaic; gives why it could not, or null. Never throws. */
	readonly report?: (run: RunRef) => Promise<string | null>;
	/** The person's own; those that come with mosaic when left out. */
	readonly settings?: Settings;
	readonly look?: Look;
	/** What was chosen the last time, and where it is kept. */
	readonly choices?: Choices;
	/** Where the panes of each mission are kept. */
	readonly memory?: Memory;
};
