// A list to pick from: what was typed, what matches, and what can be said of the chosen entry. Only what is seen is made.
import {cellText, padTo, wrap} from '../cells.ts';
import {clickable, fitLine, inOne, justify, span} from '../line.ts';
import {type Found, type FoundItem, foundItems} from '../palette/found.ts';
import type {Line, Span} from '../theme.ts';
import type {View} from '../view.ts';
import type {Dialog} from '../view-state.ts';
import {widthOf} from '../width.ts';
import {centred, type DialogDrawing, dialogWidth} from './centred.ts';
import {framed} from './frame.ts';

type Pick = Extract<Dialog, {kind: 'pick'}>;

const WIDEST = 84;
const KEYS_WIDTH = 12;
const NAMES: Readonly<Record<Pick['list']['of'], string>> = {
	help: 'Keys',
	commands: 'Commands',
	messages: 'Messages',
	details: 'Details',
	runtimes: 'Start',
	workflow: 'Run',
};

/** The dialog: a line to type into, the entries around the chosen one, and the chosen one's words in full. */
export const drawPick = (dialog: Pick, view: View): DialogDrawing => {
	const {size} = view.state;
	const width = dialogWidth(WIDEST, size);
	const inner = width - 2;
	const found = foundItems(view, dialog);
	const index = Math.min(dialog.index, Math.max(0, found.items.length - 1));
	const about = aboutLines(found.items[index], inner, aboutRows(dialog, size.rows));
	const most = size.rows - 5 - about.length - 1;
	const list = windowed(entryLines(found, dialog, index, inner, most), most);
	const body = [queryLine(dialog, found, inner), ...list, [span('─'.repeat(inner), 'border')], ...about];
	const rect = centred(width, body.length + 2, size);
	const note = width < 50 ? '' : '↑↓ choose · Enter does it · Esc closes';
	return {rect, lines: framed(rect, {title: NAMES[dialog.list.of], focused: true, note}, body)};
};

const aboutRows = ({list}: Pick, rows: number): number => {
	const long = list.of === 'messages' || list.of === 'details' || list.of === 'runtimes' || list.of === 'workflow';
	if (rows < 20) return long ? 3 : 1;
	return long ? 6 : 2;
};

const queryLine = ({query}: Pick, {items, total}: Found, width: number): Line => {
	const typed: Line =
		query === '' ? [span(' /▏', 'accent'), span('type to search', 'muted')] : [span(` /${query}▏`, 'accent')];
	return justify(typed, [span(query === '' ? `${total} ` : `${items.length} of ${total} `, 'muted')], width);
};

type EntryLines = {readonly lines: readonly Line[]; readonly chosen: number};

/** The lines of the entries within reach of the chosen one, a heading before each group. */
const entryLines = (found: Found, dialog: Pick, index: number, width: number, reach: number): EntryLines => {
	if (found.items.length === 0) return {lines: [[span(nothing(dialog), 'muted')]], chosen: 0};
	const headings = dialog.query === '' || dialog.list.of !== 'commands';
	const lines: Line[] = [];
	let chosen = 0;
	for (let at = Math.max(0, index - reach); at < Math.min(found.items.length, index + reach + 1); at++) {
		const one = found.items[at] as FoundItem;
		const group = one.item.group;
		if (headings && group !== '' && group !== found.items[at - 1]?.item.group)
			lines.push([span(` ${group}`, 'accent')]);
		if (at === index) chosen = lines.length;
		lines.push(clickable(entryLine(one, dialog, at === index, width), {choose: at}));
	}
	return {lines, chosen};
};

const nothing = ({query}: Pick): string => (query === '' ? ' Nothing here yet.' : ` Nothing matches “${query}”.`);

const windowed = ({lines, chosen}: EntryLines, rows: number): readonly Line[] => {
	// A heading right above the first entry is seen with it.
	const wanted = chosen <= 1 ? 0 : chosen - Math.floor(rows / 2);
	const top = Math.max(0, Math.min(wanted, lines.length - rows));
	return lines.slice(top, top + rows);
};

const entryLine = ({item, at}: FoundItem, dialog: Pick, chosen: boolean, width: number): Line => {
	const usable = item.reason === null;
	const mark = span(chosen ? '› ' : '  ', 'accent');
	const glyph = span(usable ? '' : '⊘ ', 'muted');
	const keys = item.keys.join(' ');
	const text = usable ? lettered(cellText(item.text), at) : [span(cellText(item.text), 'muted')];
	const line: Line =
		dialog.list.of === 'help' || dialog.list.of === 'details'
			? fitLine([mark, span(`${padTo(keys, KEYS_WIDTH)} `, usable ? 'marked' : 'muted'), glyph, ...text], width)
			: justify([mark, glyph, ...text], keys === '' ? [] : [span(`${keys} `, 'marked')], width);
	return chosen ? inOne(line, 'selected') : line;
};

/** The text with the letters that were searched for standing out. */
const lettered = (text: string, at: readonly number[]): Span[] => {
	const hits = new Set(at);
	const spans: Span[] = [];
	let start = 0;
	for (let index = 1; index <= text.length; index++) {
		if (index < text.length && hits.has(index) === hits.has(start)) continue;
		spans.push(span(text.slice(start, index), hits.has(start) ? 'marked' : 'text'));
		start = index;
	}
	return text === '' ? [] : spans;
};

/** What is too long for its line, and why it cannot be done now. */
const aboutLines = (found: FoundItem | undefined, width: number, rows: number): Line[] => {
	const {item} = found ?? {};
	const reason = item?.reason ? `⊘ ${cellText(item.reason)}` : '';
	const text = item && reason === '' && widthOf(item.text) > width - KEYS_WIDTH - 6 ? cellText(item.text) : reason;
	const lines = wrap(text, width - 2, rows).map((line): Line => [span(` ${line}`, reason === '' ? 'text' : 'warn')]);
	return Array.from({length: rows}, (_, row) => lines[row] ?? []);
};
