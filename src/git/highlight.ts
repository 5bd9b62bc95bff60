// Source lines of a diff cut into pieces for a theme to colour. The grammars are loaded when a diff is first looked at.
import path from 'node:path';
import type {CodeSpan, CodeToken, DiffHunk, DiffLine} from '../domain/diff.ts';
import {printable, shorten} from '../domain/text.ts';

/** The pieces of each line of a hunk, in its order. A language that is not known, or too much text, stays plain. */
export const highlightHunk = async (file: string, hunk: DiffHunk): Promise<ReadonlyArray<readonly CodeSpan[]>> => {
	const language = languageOf(file);
	const size = hunk.lines.reduce((sum, {text}) => sum + text.length, 0);
	const highlight = language === null || size > MOST_TEXT ? null : await highlighter();
	if (language === null || highlight === null || !highlight.knows(language))
		return hunk.lines.map(({text}) => [plain(text)]);
	// Each side is read as a whole, so that a comment of several lines is one.
	const before = sideOf(hunk, 'removed');
	const after = sideOf(hunk, 'added');
	const spans = new Map<DiffLine, readonly CodeSpan[]>();
	for (const side of [before, after]) {
		const lines = highlight.lines(language, side.map(({text}) => cleaned(text)).join('\n'));
		for (const [index, line] of side.entries()) spans.set(line, lines[index] ?? [plain(line.text)]);
	}
	return hunk.lines.map((line) => spans.get(line) ?? [plain(line.text)]);
};

const MOST_TEXT = 200_000;
const LONGEST_LINE = 2000;

const sideOf = ({lines}: DiffHunk, kind: 'added' | 'removed'): DiffLine[] =>
	lines.filter((line) => line.kind === kind || line.kind === 'same');

const cleaned = (text: string): string => shorten(printable(text.replaceAll('\t', '    ')), LONGEST_LINE);

const plain = (text: string): CodeSpan => ({text: cleaned(text), token: 'plain'});

const languageOf = (file: string): string | null => {
	const base = path.basename(file).toLowerCase();
	const extension = path.extname(base).slice(1);
	return NAMES.get(base) ?? (extension === '' ? null : (EXTENSIONS.get(extension) ?? extension));
};

const NAMES: ReadonlyMap<string, string> = new Map(
	Object.entries({
		makefile: 'makefile',
		gemfile: 'ruby',
		rakefile: 'ruby',
		'.bashrc': 'bash',
	}),
);

// Only those that are no alias of their grammar.
const EXTENSIONS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		h: 'c',
		hh: 'cpp',
		vue: 'xml',
		svelte: 'xml',
		pyi: 'python',
		zsh: 'bash',
	}),
);

type Highlighter = {
	readonly knows: (language: string) => boolean;
	readonly lines: (language: string, text: string) => CodeSpan[][];
};

let loaded: Promise<Highlighter> | undefined;

const highlighter = (): Promise<Highlighter> => {
	loaded ??= import('lowlight').then(({common, createLowlight}) => {
		const low = createLowlight(common);
		return {
			knows: (language) => low.registered(language),
			lines: (language, text) => intoLines(low.highlight(language, text)),
		};
	});
	return loaded;
};

type Node = {
	readonly type: string;
	readonly value?: string;
	readonly properties?: {readonly className?: unknown};
	readonly children?: readonly Node[];
};

const intoLines = (root: Node): CodeSpan[][] => {
	const lines: CodeSpan[][] = [[]];
	const visit = (node: Node, around: CodeToken): void => {
		const token = tokenOf(node) ?? around;
		for (const child of node.children ?? []) visit(child, token);
		for (const [index, text] of (node.value ?? '').split('\n').entries()) {
			if (index > 0) lines.push([]);
			if (text !== '') lines.at(-1)?.push({text, token});
		}
	};
	visit(root, 'plain');
	return lines;
};

const tokenOf = ({properties}: Node): CodeToken | null => {
	const [name] = Array.isArray(properties?.className) ? properties.className.map(String) : [];
	return name === undefined ? null : (TOKENS.get(name.replace(/^hljs-/, '')) ?? null);
};

const TOKENS: ReadonlyMap<string, CodeToken> = new Map(
	Object.entries<CodeToken>({
		keyword: 'keyword',
		literal: 'keyword',
		'selector-tag': 'keyword',
		string: 'string',
		regexp: 'string',
		symbol: 'string',
		subst: 'plain',
		number: 'number',
		comment: 'comment',
		quote: 'comment',
		doctag: 'comment',
		title: 'name',
		name: 'name',
		section: 'name',
		built_in: 'type',
		type: 'type',
		attr: 'attribute',
		attribute: 'attribute',
		property: 'attribute',
		variable: 'attribute',
		meta: 'meta',
		bullet: 'meta',
		link: 'meta',
	}),
);
