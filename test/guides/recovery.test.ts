// The guide names every cause and code that a run can fail by: the lists come from the type and from the sources.
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {FAILURE_CAUSES} from '../../src/domain/failure.ts';

const root = path.resolve(import.meta.dirname, '../..');
const guide = readFileSync(path.join(root, 'guides/recovery.md'), 'utf8');

test('each cause has a row that says what happened and what to do', () => {
	const rows = guide.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
	for (const cause of FAILURE_CAUSES) {
		const row = rows.find(([, first]) => first === `\`${cause}\``);
		expect(row, cause).toHaveLength(5);
		expect(
			row?.slice(2, 4).every((cell) => cell.length > 10),
			cause,
		).toBe(true);
	}
});

/** The codes that stand in the sources beside a cause, by the ways in which failures are made there. */
const codesInSources = (): string[] => {
	const folders = ['src/engine', 'src/runtimes', 'src/agent'];
	const files = folders.flatMap((folder) =>
		readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
			.filter((name) => name.endsWith('.ts'))
			.map((name) => readFileSync(path.join(root, folder, name), 'utf8')),
	);
	const made = [
		/fail(?:ure|ed)\(\s*'[\w-]+',\s*'(?:retryable|human-required|fatal)',\s*'([\w-]+)'/g,
		/fail(?:ed|ing)\(\s*step,\s*'[\w-]+',\s*'([\w-]+)',/g,
		/\bfailed\('[\w-]+', '([\w-]+)', `/g,
		/cause: '[\w-]+',\s*class: '[\w-]+',\s*code: '([\w-]+)'/g,
	];
	return [
		...new Set(files.flatMap((text) => made.flatMap((form) => [...text.matchAll(form)].map(([, code = '']) => code)))),
	];
};

test('each code that mosaic gives a failure is named', () => {
	const codes = codesInSources();
	expect(codes).toEqual(
		expect.arrayContaining(['aborted', 'api-error', 'pr-closed', 'base-moves', 'attempts-used-up']),
	);
	expect(codes.filter((code) => !guide.includes(`\`${code}\``))).toEqual([]);
});
