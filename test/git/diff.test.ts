import {chmodSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {DiffFile} from '../../src/domain/diff.ts';
import {diffHash, diffOf} from '../../src/git/diff.ts';
import {commit, gitIn, type Repo, refusalOf, repo, tipOf, valueIn, write} from './repo.ts';

const changeOf = async (at: Repo, from: string, limits?: {linesPerFile: number; changedLines: number}) =>
	valueIn(await diffOf(at.place, {from, to: 'HEAD', ...(limits ? {limits} : {})}));

const sideOf = (file: DiffFile | undefined, side: 'before' | 'after'): string[] =>
	(file?.hunks ?? []).flatMap((hunk) => hunk.lines.filter((line) => line[side] !== null).map((line) => line.text));

describe('the change of a run', () => {
	test('is files, hunks and numbered lines', async () => {
		const at = repo({'a.txt': 'one\ntwo\nthree\n'});
		const from = tipOf(at);
		commit(at, at.root, {'a.txt': 'one\nTWO\nthree'});
		const diff = await changeOf(at, from);
		expect(diff).toMatchObject({from, to: tipOf(at), added: 2, removed: 2, cut: false});
		expect(diff.files[0]?.hunks).toEqual([
			{
				beforeStart: 1,
				beforeLines: 3,
				afterStart: 1,
				afterLines: 3,
				heading: '',
				lines: [
					{kind: 'same', before: 1, after: 1, text: 'one'},
					{kind: 'removed', before: 2, after: null, text: 'two'},
					{kind: 'removed', before: 3, after: null, text: 'three'},
					{kind: 'added', before: null, after: 2, text: 'TWO'},
					{kind: 'added', before: null, after: 3, text: 'three', noNewline: true},
				],
			},
		]);
	});

	test('knows renames, modes, binaries, links, changed types and submodules', async () => {
		const long = Array.from({length: 30}, (_, n) => `line ${n}\n`).join('');
		const at = repo({
			'old name.txt': long,
			'run.sh': 'x\n',
			'bin.dat': 'a\u0000b',
			'file-to-link': 'x\n',
			'gone.txt': 'g\n',
		});
		const from = tipOf(at);
		gitIn(at, at.root, 'mv', 'old name.txt', 'new\n"name".txt');
		chmodSync(path.join(at.root, 'run.sh'), 0o755);
		write(at.root, 'bin.dat', 'a\u0000c');
		rmSync(path.join(at.root, 'file-to-link'));
		symlinkSync('run.sh', path.join(at.root, 'file-to-link'));
		rmSync(path.join(at.root, 'gone.txt'));
		gitIn(at, at.root, 'init', '-q', 'sub');
		gitIn(at, path.join(at.root, 'sub'), 'commit', '-q', '--allow-empty', '-m', 'x');
		commit(at, at.root, {'z-last.txt': 'last\n'});
		const {files} = await changeOf(at, from);
		const seen = Object.fromEntries(files.map((file) => [file.path, [file.status, file.kind]]));
		expect(seen).toEqual({
			'bin.dat': ['modified', 'binary'],
			'file-to-link': ['type-changed', 'symlink'],
			'gone.txt': ['deleted', 'text'],
			'new\n"name".txt': ['renamed', 'text'],
			'run.sh': ['modified', 'text'],
			sub: ['added', 'submodule'],
			'z-last.txt': ['added', 'text'],
		});
		const of = (name: string) => files.find((file) => file.path === name);
		expect(of('new\n"name".txt')?.previousPath).toBe('old name.txt');
		expect([of('run.sh')?.modeBefore, of('run.sh')?.modeAfter]).toEqual(['100644', '100755']);
		expect(sideOf(of('z-last.txt'), 'after')).toEqual(['last']);
		expect(sideOf(of('file-to-link'), 'after')).toEqual(['run.sh']);
	});

	test('is counted from where the run left the base', async () => {
		const at = repo();
		gitIn(at, at.root, 'switch', '-q', '-c', 'side');
		commit(at, at.root, {'b.txt': 'b\n'});
		gitIn(at, at.root, 'switch', '-q', 'main');
		commit(at, at.root, {'c.txt': 'c\n'});
		const diff = valueIn(await diffOf(at.place, {from: 'main', to: 'side'}));
		expect(diff.files.map((file) => file.path)).toEqual(['b.txt']);
	});

	test('that is too large is counted, cut, and said to be cut', async () => {
		const at = repo();
		const from = tipOf(at);
		commit(at, at.root, {'big.txt': 'x\n'.repeat(50), 'small.txt': 's\n'});
		const [big, small] = (await changeOf(at, from, {linesPerFile: 10, changedLines: 1000})).files;
		expect(big).toMatchObject({added: 50, cut: 'the first 10 of 50 lines'});
		expect(sideOf(big, 'after')).toHaveLength(10);
		expect([small?.cut, sideOf(small, 'after')]).toEqual([null, ['s']]);
		const all = await changeOf(at, from, {linesPerFile: 10, changedLines: 20});
		expect(all).toMatchObject({cut: true, added: 51});
		expect(all.files.every((file) => file.hunks.length === 0 && file.cut !== null)).toBe(true);
	});

	test('starts no program that the repository names, and its hash does not hang on settings', async () => {
		const at = repo({'a.txt': 'one\n', '.gitattributes': '*.txt diff=evil\n'});
		const from = tipOf(at);
		commit(at, at.root, {'a.txt': 'two\n'});
		const hash = valueIn(await diffHash(at.place, {from, to: 'HEAD'}));
		const sprung = path.join(at.home, 'sprung');
		for (const key of ['diff.external', 'diff.evil.command', 'diff.evil.textconv'])
			gitIn(at, at.root, 'config', key, `touch ${sprung};`);
		for (const [key, value] of [
			['diff.noprefix', 'true'],
			['diff.renames', 'false'],
			['color.diff', 'always'],
			['diff.context', '0'],
		] as const)
			gitIn(at, at.root, 'config', key, value);
		const diff = await changeOf(at, from);
		expect([sideOf(diff.files[0], 'before'), sideOf(diff.files[0], 'after'), diff.hash]).toEqual([
			['one'],
			['two'],
			hash,
		]);
		expect(() => rmSync(sprung)).toThrow(/ENOENT/);
	});

	test('of something that is no commit is refused', async () => {
		expect(refusalOf(await diffOf(repo().place, {from: '--output=x', to: 'HEAD'})).code).toBe('commit-missing');
	});

	test('has both sides of any two texts, whatever they hold', async () => {
		const line = fc.oneof(
			fc.constantFrom(
				'',
				'-- a',
				'++ b',
				'@@ -1 +1 @@',
				'diff --git a/x b/x',
				'\\ No newline at end of file',
				'a\rdiff --git a/y b/y',
				'\u2028@@ -1,9 +1,9 @@\r',
			),
			fc.string(),
		);
		const text = fc
			.array(line, {maxLength: 12})
			.map((lines) => lines.map((one) => one.replaceAll('\n', ' ').replaceAll('\u0000', ' ')).join('\n'));
		const at = repo({'x.txt': ''});
		await fc.assert(
			fc.asyncProperty(text, text, async (one, other) => {
				writeFileSync(path.join(at.root, 'x.txt'), one);
				const from = commit(at, at.root, {});
				commit(at, at.root, {'x.txt': other});
				const {files} = await changeOf(at, from, {linesPerFile: 1000, changedLines: 1000});
				for (const file of files) {
					expect(file.hunks.flatMap((hunk) => hunk.lines.filter(({kind}) => kind === 'added'))).toHaveLength(
						file.added,
					);
					expect(file.hunks.flatMap((hunk) => hunk.lines.filter(({kind}) => kind === 'removed'))).toHaveLength(
						file.removed,
					);
					const after = other.split('\n');
					for (const shown of file.hunks.flatMap((hunk) => hunk.lines))
						if (shown.after !== null) expect(shown.text).toBe(after[shown.after - 1]);
				}
			}),
			{numRuns: 25},
		);
	});
});
