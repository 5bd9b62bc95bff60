// Where each panel stands, from the size of the terminal alone. Pure; the tests hold little drawings of it.
import type {Size} from '../domain/screen.ts';

export const PANELS = ['missions', 'tasks', 'sessions', 'screen'] as const;
export type PanelId = (typeof PANELS)[number];

export type Rect = {readonly x: number; readonly y: number; readonly width: number; readonly height: number};

export type Layout = {
	/** False where the terminal is too small for anything but saying so. */
	readonly fits: boolean;
	readonly header: Rect;
	readonly footer: Rect;
	/** The panels that are seen. */
	readonly panels: Readonly<Partial<Record<PanelId, Rect>>>;
	/** The screen stands without a frame: it is the only one that is seen and gets every cell. */
	readonly bare: boolean;
};

/** What of the view decides the layout. */
export type LayoutInput = {
	readonly panel: PanelId;
	readonly zoomed: boolean;
	readonly attached: boolean;
	readonly missions: number;
	/** Panes are seen and no lists: a single one or several. */
	readonly panes?: 'one' | 'many' | undefined;
	/** Something else stands in place of the panels. */
	readonly covered?: boolean;
};

export const SMALLEST: Size = {cols: 40, rows: 12};
const STACKED = 50;
const TWO_COLUMNS = 80;
const THREE_COLUMNS = 160;

/** The rectangles for a terminal of this size. */
export const layout = (size: Size, input: LayoutInput): Layout => {
	const header = {x: 0, y: 0, width: size.cols, height: 1};
	const footer = {x: 0, y: size.rows - 2, width: size.cols, height: 2};
	const fits = size.cols >= SMALLEST.cols && size.rows >= SMALLEST.rows;
	const body = {x: 0, y: 1, width: size.cols, height: size.rows - 3};
	if (!fits) return {fits, header, footer, panels: {}, bare: false};
	if (input.covered) return {fits, header, footer, panels: {}, bare: false};
	if (input.attached || input.panes === 'one') return bareLayout(size);
	if (input.panes === 'many') return {fits, header, footer: lastRow(size), panels: {}, bare: false};
	return {fits, header, footer, panels: panelsIn(body, input), bare: false};
};

/** Where several panes stand, between header and footer; a single one has as many rows. */
export const paneArea = ({cols, rows}: Size): Rect => ({x: 0, y: 1, width: cols, height: Math.max(1, rows - 2)});

const lastRow = ({cols, rows}: Size): Rect => ({x: 0, y: rows - 1, width: cols, height: 1});

/** The session has the terminal's upper left corner and all of its width. */
const bareLayout = ({cols, rows}: Size): Layout => ({
	fits: true,
	header: {x: 0, y: rows - 2, width: cols, height: 1},
	footer: lastRow({cols, rows}),
	panels: {screen: {x: 0, y: 0, width: cols, height: rows - 2}},
	bare: true,
});

const panelsIn = (body: Rect, input: LayoutInput): Layout['panels'] => {
	if (input.zoomed || body.width < STACKED) return {[input.panel]: body};
	if (body.width < TWO_COLUMNS) return stacked(body, input);
	return body.width < THREE_COLUMNS ? twoColumns(body, input) : threeColumns(body, input);
};

const stacked = (body: Rect, input: LayoutInput): Layout['panels'] => {
	if (body.height < 15 || input.panel === 'screen') return {[input.panel]: body};
	const small = Math.max(4, Math.floor(body.height / 4));
	const missionRows = Math.min(small, Math.max(4, input.missions * 2 + 2));
	const [missions, rest] = splitRows(body, missionRows);
	const [tasks, sessions] = splitRows(rest, rest.height - small);
	return {missions, tasks, sessions};
};

const twoColumns = (body: Rect, input: LayoutInput): Layout['panels'] => {
	const [left, right] = splitColumns(body, Math.min(40, Math.floor(body.width * 0.36)));
	const lists = leftColumn(left, input);
	if (body.height < 16) return {...lists, [input.panel === 'screen' ? 'screen' : 'tasks']: right};
	const [tasks, screen] = splitRows(right, Math.ceil(right.height / 2));
	return {...lists, tasks, screen};
};

const threeColumns = (body: Rect, input: LayoutInput): Layout['panels'] => {
	const [left, rest] = splitColumns(body, 38);
	const [tasks, screen] = splitColumns(rest, Math.max(60, rest.width - 122, Math.floor(rest.width * 0.42)));
	return {...leftColumn(left, input), tasks, screen};
};

const leftColumn = (left: Rect, input: LayoutInput): Layout['panels'] => {
	const wanted = Math.max(1, input.missions) * 2 + 2;
	const [missions, sessions] = splitRows(left, Math.max(4, Math.min(wanted, Math.floor(left.height / 2))));
	return {missions, sessions};
};

const splitRows = (rect: Rect, first: number): [Rect, Rect] => [
	{...rect, height: first},
	{...rect, y: rect.y + first, height: rect.height - first},
];

const splitColumns = (rect: Rect, first: number): [Rect, Rect] => [
	{...rect, width: first},
	{...rect, x: rect.x + first, width: rect.width - first},
];

/** How many lines and columns a framed panel has inside. */
export const inside = (rect: Rect): Size => ({cols: Math.max(0, rect.width - 2), rows: Math.max(0, rect.height - 2)});
