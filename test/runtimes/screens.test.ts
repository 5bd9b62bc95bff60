import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {adapterOf} from '../../src/runtimes/adapters.ts';
import {readScreen} from '../../src/runtimes/screen-rules.ts';
import {RUNTIMES} from './recordings.ts';

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/runtimes');
const takes = RUNTIMES.flatMap((runtime) =>
	readdirSync(path.join(FOLDER, runtime, 'screens'))
		.filter((name) => name.endsWith('.txt'))
		.map((name) => [runtime, name.slice(0, -4)] as const),
);
const rowsOf = (runtime: string, take: string): string[] =>
	readFileSync(path.join(FOLDER, runtime, 'screens', `${take}.txt`), 'utf8').split('\n');
const read = (runtime: string, take: string) => readScreen(adapterOf(runtime).screenRules, rowsOf(runtime, take));

/** What each recording shows; a program without the tool, or that asks for nothing, went on to its end. */
const shown = (runtime: string, take: string): string => {
	if (runtime === 'pi') return take === 'working' ? 'working' : 'idle';
	if (runtime === 'codex' && take === 'question') return 'idle';
	if (take === 'may-run' || take === 'may-write') return 'permission';
	return take === 'api-key' ? 'sign-in' : take;
};

describe('the rules for screens', () => {
	test.each(takes)('of %s know the recording %s', (runtime, take) => {
		const reading = read(runtime, take);
		const wanted = shown(runtime, take);
		expect(reading?.dialog ?? reading?.state).toBe(wanted);
		expect(reading?.state).toBe(reading?.dialog === null ? wanted : 'waiting');
	});

	test('give keys for permissions alone, and say what is asked', () => {
		for (const [runtime, take] of takes) {
			const reading = read(runtime, take);
			expect(reading?.answers === null, `${runtime} ${take}`).toBe(reading?.dialog !== 'permission');
		}
		expect(read('claude', 'may-write')?.words).toBe('Do you want to create a.txt?');
		expect(read('codex', 'may-write')?.words).toBe('Would you like to make the following edits?');
		expect(read('gemini', 'may-run')?.words).toBe('Shell  touch b.txt');
		expect(read('opencode', 'may-write')?.words).toBe('→ Edit a.txt');
		expect(read('gemini', 'question')?.words).toBe('Which colour?');
		expect(read('codex', 'trust')?.words).toBe('asks whether to trust this folder');
		expect(read('opencode', 'may-run')?.answers).toEqual({allow: '\u001b[<0;8;28M\u001b[<0;8;28m', deny: '\u001b'});
	});

	test('see no dialog that an agent only wrote about, nor one that has scrolled up', () => {
		for (const [runtime, take] of takes.filter(([name]) => name !== 'opencode')) {
			const {dialog} = read(runtime, take) ?? {dialog: null};
			if (dialog === null) continue;
			const rows = [...rowsOf(runtime, take), '', 'and so it goes on', '❯'];
			expect(readScreen(adapterOf(runtime).screenRules, rows)?.dialog ?? null, `${runtime} ${take}`).toBeNull();
		}
	});

	test('conclude nothing from an empty screen or an unknown one', () => {
		for (const runtime of RUNTIMES)
			for (const rows of [[], ['', ''], ['$ make', 'cc -o x x.c']])
				expect(readScreen(adapterOf(runtime).screenRules, rows)).toBeNull();
	});
});
