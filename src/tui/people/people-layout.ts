// Where the inbox, the runs and a run's page stand. Pure.
import type {Size} from '../../domain/screen.ts';
import type {Rect} from '../layout.ts';
import type {PeopleState} from './people-state.ts';

export type PeopleLayout = {
	readonly list: Rect | null;
	readonly page: Rect | null;
	/** The rows of the page below its tabs; null where no page is seen. */
	readonly rows: Rect | null;
	/** Where an agent's screen is seen; null where none is. */
	readonly output: Rect | null;
};

const WIDE = 110;
const LIST = 42;
/** Lines of the page above its rows: tabs, and what the run does. */
const HEAD = 2;
/** From so many rows on the timeline leaves room for the agent's screen. */
const HIGH = 24;

const NOTHING: PeopleLayout = {list: null, page: null, rows: null, output: null};

/** The rectangles between header and footer. */
export const peopleLayout = (
	size: Size,
	{place, under, tab}: Pick<PeopleState, 'place' | 'under' | 'tab'>,
): PeopleLayout => {
	if (place === null) return NOTHING;
	const body = {x: 0, y: 1, width: size.cols, height: size.rows - 3};
	const beside = size.cols >= WIDE && (place !== 'run' || under !== null);
	if (!beside && place !== 'run') return {...NOTHING, list: body};
	const list = beside ? {...body, width: LIST} : null;
	const page = beside ? {...body, x: LIST, width: body.width - LIST} : body;
	const inner = {
		x: page.x + 1,
		y: page.y + 1 + HEAD,
		width: page.width - 2,
		height: Math.max(1, page.height - 2 - HEAD),
	};
	return {list, page, ...splitOutput(inner, tab)};
};

/** The line above the screen names its session. */
const splitOutput = (inner: Rect, tab: PeopleState['tab']): Pick<PeopleLayout, 'rows' | 'output'> => {
	if (tab === 'output') return {rows: {...inner, height: 1}, output: below(inner, 1)};
	if (tab !== 'steps' || inner.height < HIGH) return {rows: inner, output: null};
	const rows = Math.ceil(inner.height / 2);
	return {rows: {...inner, height: rows}, output: below(inner, rows + 1)};
};

const below = (rect: Rect, rows: number): Rect => ({
	...rect,
	y: rect.y + rows,
	height: Math.max(0, rect.height - rows),
});
