// The live log of an agent that speaks a protocol instead of drawing a screen. The agent's words are cleaned; the escapes
// in it are ours alone.
import type {AgentEvent, TodoItem} from '../domain/agent-event.ts';
import {plainLine, printableLines, shorten} from '../domain/text.ts';
import {unreachable} from '../domain/unreachable.ts';

const style = (codes: string, text: string): string => (text === '' ? '' : `\u001b[${codes}m${text}\u001b[0m`);
const BOLD = '1';
const FAINT = '2';
const RED = '31';
const GREEN = '32';
const YELLOW = '33';
const CYAN = '36';

/** Lines of a tool's output that are shown; the rest is the agent's to read. */
const OUTPUT_LINES = 12;

/** Makes the text for each event in turn; knows whether the cursor stands at the beginning of a line. */
export const createLog = () => {
	let midLine: 'text' | 'thinking' | null = null;
	const broken = (): string => {
		const lead = midLine === null ? '' : '\n';
		midLine = null;
		return lead;
	};
	return {
		/** A line of mosaic's own. */
		note: (text: string): string => `${broken()}${style(FAINT, `· ${plainLine(text)}`)}\n`,
		show: (event: AgentEvent): string => {
			if (event.type !== 'text' && event.type !== 'thinking') {
				const block = blockOf(event);
				return block === '' ? '' : `${broken()}${block}\n`;
			}
			const lead = midLine === event.type ? '' : broken();
			const words = printableLines(event.text);
			midLine = words.endsWith('\n') ? null : event.type;
			return (
				lead +
				(event.type === 'text'
					? words
					: words
							.split('\n')
							.map((line) => style(FAINT, line))
							.join('\n'))
			);
		},
	};
};

type Block = Exclude<AgentEvent, {type: 'text' | 'thinking'}>;

const blockOf = (event: Block): string => {
	switch (event.type) {
		case 'session-id':
			return '';
		case 'tool-call':
			return `${style(CYAN, '●')} ${style(BOLD, plainLine(event.tool))} ${shorten(plainLine(event.subject ?? ''), 300)}`;
		case 'tool-result':
			return event.ok ? shownOutput(event.output, FAINT) : style(RED, '✗ failed') + indented(event.output, RED);
		case 'file-change':
			return `${style(GREEN, '✎')} ${plainLine(event.path)}${diffText(event.diff)}`;
		case 'todo-list':
			return event.items.map(todoLine).join('\n');
		case 'question':
			return style(YELLOW, `? ${plainLine(event.question)}`);
		case 'permission-request':
			return style(YELLOW, `? ${event.decision === 'denied' ? 'denied: ' : ''}${plainLine(event.words)}`);
		case 'usage':
			return usageLine(event.usage);
		case 'error':
			return style(RED, `✗ ${plainLine(event.message)}`);
		case 'unread-line':
			return style(FAINT, `| ${shorten(plainLine(event.text), 500)}`);
		case 'end':
			return style(
				event.how === 'done' ? GREEN : RED,
				`■ ${event.how}${event.message ? `: ${plainLine(event.message)}` : ''}`,
			);
		default:
			return unreachable(event);
	}
};

const shownOutput = (output: string, codes: string): string => indented(output, codes).replace(/^\n/, '');

const indented = (output: string, codes: string): string => {
	const lines = printableLines(output).trimEnd().split('\n');
	if (lines.length === 1 && lines[0] === '') return '';
	const shown = lines.slice(0, OUTPUT_LINES).map((line) => `\n  ${style(codes, shorten(line, 300))}`);
	const more = lines.length > OUTPUT_LINES ? `\n  ${style(FAINT, `… ${lines.length - OUTPUT_LINES} more lines`)}` : '';
	return shown.join('') + more;
};

const diffText = (diff: string | null): string =>
	(diff ?? '') === ''
		? ''
		: printableLines(diff ?? '')
				.split('\n')
				.map((line) => `\n  ${style(diffColour(line), shorten(line, 300))}`)
				.join('');

const diffColour = (line: string): string => (line.startsWith('+') ? GREEN : line.startsWith('-') ? RED : FAINT);

const TODO: Readonly<Record<TodoItem['state'], string>> = {open: '☐', active: '▶', done: '☑'};

const todoLine = ({text, state}: TodoItem): string =>
	style(state === 'done' ? FAINT : state === 'active' ? BOLD : '0', `${TODO[state]} ${plainLine(text)}`);

const usageLine = ({
	inputTokens,
	outputTokens,
	cacheReadTokens,
	costUsd,
}: Extract<AgentEvent, {type: 'usage'}>['usage']) => {
	const parts = inputTokens + outputTokens > 0 ? [`${inputTokens} in`, `${outputTokens} out`] : [];
	if (cacheReadTokens > 0) parts.push(`${cacheReadTokens} cached`);
	if (costUsd !== null) parts.push(`$${costUsd.toFixed(4)}`);
	return style(FAINT, `· ${parts.join(' · ')}`);
};
