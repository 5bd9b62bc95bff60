// OSC 133, semantic prompts: a shell says where its prompt (A), the typed command (B) and the output (C) begin, and how
// the command ended (D). https://gitlab.freedesktop.org/Per_Bothner/specifications/-/blob/master/proposals/semantic-prompts.md
import type {PromptMark, PromptMarkKind} from '../domain/screen.ts';
import type {TerminalParser} from './terminal-replies.ts';

const KINDS: Readonly<Record<string, PromptMarkKind>> = {A: 'prompt', B: 'input', C: 'output', D: 'done'};
const LETTERS: Readonly<Record<PromptMarkKind, string>> = {prompt: 'A', input: 'B', output: 'C', done: 'D'};

/** A program that marks every line is not a shell; its oldest marks go first. */
const MOST = 4096;
const LONGEST = 512;

/** Notes the marks that a terminal reads. `line` is the number of the cursor's line; null where no mark counts. */
export const createPromptMarks = (parser: TerminalParser, line: () => number | null) => {
	let marks: PromptMark[] = [];
	parser.registerOscHandler(133, (data) => {
		const mark = parsePromptMark(data);
		const at = line();
		if (mark === null || at === null) return true;
		marks = withMark(marks, {...mark, line: at});
		return true;
	});
	return {
		/** Those that stand on this line or below; the others are forgotten. */
		since: (first: number): readonly PromptMark[] => {
			const gone = marks.findIndex((mark) => mark.line >= first);
			if (gone !== 0) marks = gone < 0 ? [] : marks.slice(gone);
			return marks;
		},
		replace: (others: readonly PromptMark[]): void => {
			marks = [...others];
		},
	};
};

/** The mark in a payload such as `D;1;aid=7`; null where there is none that we know. */
const parsePromptMark = (data: string): Omit<PromptMark, 'line'> | null => {
	const match = data.length > LONGEST ? null : /^([ABCD])(?:;(.*))?$/s.exec(data);
	const kind = KINDS[match?.[1] ?? ''];
	if (kind === undefined) return null;
	const code = kind === 'done' ? /^(-?\d{1,5})(?:;|$)/.exec(match?.[2] ?? '')?.[1] : undefined;
	return {kind, exitCode: code === undefined ? null : Number(code)};
};

/** The sequence that says the same again. */
export const promptMarkSequence = ({kind, exitCode}: Omit<PromptMark, 'line'>): string =>
	`\x1b]133;${LETTERS[kind]}${exitCode === null ? '' : `;${exitCode}`}\x1b\\`;

/**
 * One more mark. Marks come from above to below: what stands below a new one is from before the screen was cleared or
 * the prompt was drawn again.
 */
const withMark = (marks: PromptMark[], mark: PromptMark): PromptMark[] => {
	const isStale = (known: PromptMark): boolean =>
		known.line > mark.line ||
		(known.line === mark.line && (known.kind === mark.kind || (mark.kind === 'prompt' && known.kind !== 'done')));
	while (marks.length > 0 && isStale(marks.at(-1) as PromptMark)) marks.pop();
	marks.push(mark);
	return marks.length > MOST ? marks.slice(MOST / 4) : marks;
};
