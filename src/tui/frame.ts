import type {ScreenView} from '../domain/screen.ts';
import type {PaneHistory} from './history/pane-history.ts';
import type {PaneKey} from './panes/pane-session.ts';
import type {OpenScreens} from './screens.ts';
import type {View} from './view.ts';

/** What is drawn: a new object whenever anything but cells changed. */
export type Frame = {
	readonly view: View;
	/** The screen of the session that is shown beside the lists, or has the focus among the panes. */
	readonly screen: ScreenView | null;
	/** All screens that are seen. */
	readonly screens: OpenScreens;
	/** Sessions whose size is about to follow that of their pane. */
	readonly settling?: ReadonlySet<PaneKey>;
	/** Panes that are held: what they show instead. */
	readonly histories: ReadonlyMap<PaneKey, PaneHistory>;
};
