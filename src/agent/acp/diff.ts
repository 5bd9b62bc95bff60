// Old and new text of a file as one hunk: what both begin and end with is left out but for a few lines around. Agents send
// whole files; what changed lies in one place of them, or the hunk is longer than it needs to be and still true.
const CONTEXT = 3;
const MOST_LINES = 400;

/** One hunk in unified form without file names; empty where nothing differs. */
export const unifiedDiff = (before: string, after: string): string => {
	const [a, b] = [linesOf(before), linesOf(after)];
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	let end = 0;
	while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
	if (start === a.length && start === b.length) return '';
	const from = Math.max(0, start - CONTEXT);
	const trailing = Math.min(end, CONTEXT);
	const head = `@@ -${from + 1},${a.length - end + trailing - from} +${from + 1},${b.length - end + trailing - from} @@`;
	const lines = [
		...a.slice(from, start).map((line) => ` ${line}`),
		...a.slice(start, a.length - end).map((line) => `-${line}`),
		...b.slice(start, b.length - end).map((line) => `+${line}`),
		...a.slice(a.length - end, a.length - end + trailing).map((line) => ` ${line}`),
	];
	const cut =
		lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), ` … ${lines.length - MOST_LINES} more lines`] : lines;
	return [head, ...cut].join('\n');
};

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
