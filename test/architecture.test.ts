import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';

const src = path.resolve(import.meta.dirname, '../src');

// domain ← files ← siblings ← engine ← daemon ← agent ← {tui, cli} ← main
const RANK: Readonly<Record<string, number>> = {
	domain: 0,
	files: 1,
	tasks: 2,
	mission: 2,
	store: 2,
	git: 2,
	config: 2,
	runtimes: 2,
	sessions: 2,
	engine: 3,
	daemon: 4,
	agent: 5,
	tui: 6,
	cli: 6,
	'main.ts': 7,
};

const sources = readdirSync(src, {recursive: true, encoding: 'utf8'}).filter((file) => /\.tsx?$/.test(file));
const roomOf = (file: string): string => file.split(path.sep)[0] as string;

const importsOf = (file: string): string[] => {
	const text = readFileSync(path.join(src, file), 'utf8');
	return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] as string);
};

const localImports = (file: string): string[] =>
	importsOf(file)
		.filter((spec) => spec.startsWith('.'))
		.map((spec) => path.relative(src, path.resolve(src, path.dirname(file), spec)))
		.filter((target) => !target.startsWith('..'));

describe('the import order', () => {
	test('every source lies in a known room', () => {
		expect(sources.filter((file) => RANK[roomOf(file)] === undefined)).toEqual([]);
	});

	test('each room imports only to its left, and siblings never import each other', () => {
		const wrong = sources.flatMap((file) =>
			localImports(file)
				.filter((target) => roomOf(target) !== roomOf(file))
				.filter((target) => !(roomOf(file) === 'cli' && roomOf(target) === 'tui'))
				.filter((target) => (RANK[roomOf(target)] ?? 99) >= (RANK[roomOf(file)] ?? 99))
				.map((target) => `${file} imports ${target}`),
		);
		expect(wrong).toEqual([]);
	});

	test('the TUI knows only the domain', () => {
		const wrong = sources
			.filter((file) => roomOf(file) === 'tui')
			.flatMap((file) => localImports(file).map((target) => [file, target] as const))
			.filter(([, target]) => !['tui', 'domain'].includes(roomOf(target)));
		expect(wrong).toEqual([]);
	});

	test('node-pty, xterm and SQLite have one importer each', () => {
		const importers = (name: string) => sources.filter((file) => importsOf(file).some((spec) => spec.startsWith(name)));
		expect(importers('node-pty')).toEqual([path.join('sessions', 'pty.ts')]);
		expect(importers('@xterm/')).toEqual([path.join('sessions', 'screen.ts')]);
		expect(importers('better-sqlite3')).toEqual([path.join('store', 'open.ts')]);
	});

	test('the domain imports zod and nothing else', () => {
		const foreign = sources
			.filter((file) => roomOf(file) === 'domain')
			.flatMap(importsOf)
			.filter((spec) => !spec.startsWith('./') && spec !== 'zod/mini');
		expect(foreign).toEqual([]);
	});

	test('there are no cycles between files', () => {
		const done = new Set<string>();
		const cycles: string[] = [];
		const visit = (file: string, trail: string[]): void => {
			if (done.has(file)) return;
			if (trail.includes(file)) {
				cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
				return;
			}
			for (const target of localImports(file)) visit(target, [...trail, file]);
			done.add(file);
		};
		for (const file of sources) visit(file, []);
		expect(cycles).toEqual([]);
	});
});
