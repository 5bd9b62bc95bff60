import type {SourceLine} from './lines.ts';

/** How many lines at the top are front matter (`---` YAML or `+++` TOML), its fences included; 0 without one. */
export const frontMatterLines = (text: string, lines: readonly SourceLine[]): number => {
	const lineAt = (index: number): string | undefined => {
		const line = lines[index];
		return line === undefined || line.end - line.start > 64 ? undefined : text.slice(line.start, line.end).trimEnd();
	};
	const open = lineAt(0);
	if (open !== '---' && open !== '+++') return 0;
	// A rule at the top of a document is no front matter: that begins with a key, right below.
	const firstLine = lines[1];
	if (firstLine === undefined || !/^[\w"'-]+\s*[:=]|^#|^---$|^\+\+\+$/.test(text.slice(firstLine.start, firstLine.end)))
		return 0;
	for (let index = 1; index < lines.length; index++) {
		const line = lineAt(index);
		if (line === open || (open === '---' && line === '...')) return index + 1;
	}
	return 0;
};
