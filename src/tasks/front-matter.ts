import {lineAfter, type SourceLine} from './lines.ts';

/** How many lines at the top are front matter (`---` YAML or `+++` TOML), its fences included; 0 without one. */
export const frontMatterLines = (text: string): number => {
	const first = lineAfter(text, undefined);
	const open = first && fenceText(text, first);
	if (open !== '---' && open !== '+++') return 0;
	// A rule at the top of a document is no front matter: that begins with a key, right below.
	let line = lineAfter(text, first);
	if (line === undefined || !/^[\w"'-]+\s*[:=]|^#|^---$|^\+\+\+$/.test(text.slice(line.start, line.end))) return 0;
	for (; line; line = lineAfter(text, line)) {
		const fence = fenceText(text, line);
		if (fence === open || (open === '---' && fence === '...')) return line.number;
	}
	return 0;
};

const fenceText = (text: string, line: SourceLine): string | undefined =>
	line.end - line.start > 64 ? undefined : text.slice(line.start, line.end).trimEnd();
