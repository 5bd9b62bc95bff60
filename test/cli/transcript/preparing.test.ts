// A large transcript on its way into a person's pager: how far it is, and giving it up.
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {writePrivateFile} from '../../../src/cli/transcript/private-file.ts';
import {transcriptText} from '../../../src/cli/transcript/text.ts';
import {createPreparing} from '../../../src/tui/preparing.ts';
import {scratchProject} from '../../support/scratch.ts';

const LINE = 'words that an agent printed\r\n';

const large = () => {
	const {home, env} = scratchProject({}, {git: false});
	const folder = path.join(home, 'session');
	mkdirSync(folder);
	for (const number of [1, 2, 3])
		writeFileSync(path.join(folder, `transcript-00000${number}.log`), LINE.repeat(30_000));
	return {folder, env, left: () => readdirSync(path.join(home, 'cache', 'mosaic', 'transcripts'))};
};

test('what was read is told as it grows, up to all of it, and no line is lost between pieces', () => {
	const {folder} = large();
	const shares: number[] = [];
	const text = [...transcriptText(folder, false, (share) => shares.push(share))];
	expect(shares.length).toBeGreaterThan(6);
	expect(shares).toEqual(shares.toSorted((a, b) => a - b));
	expect(shares.at(-1)).toBe(1);
	expect(text.join('').split('\n')).toHaveLength(90_001);
	// Nothing has more than a piece of it in memory.
	expect(Math.max(...text.map((piece) => piece.length))).toBeLessThan(300_000);
});

test('given up in the middle, it leaves no file', async () => {
	const {folder, env, left} = large();
	const {signal, abort} = ((one) => ({signal: one.signal, abort: () => one.abort()}))(new AbortController());
	const pieces = transcriptText(folder, false, (share) => share > 0.5 && abort());
	await expect(writePrivateFile(env, 'sess-001.txt', pieces, signal)).rejects.toThrow();
	expect(left()).toEqual([]);
});

test('one that takes long says how far it is, with the key that gives it up; one that does not says nothing', async () => {
	let now = 0;
	const said: (string | null)[] = [];
	const preparing = createPreparing({now: () => now, show: (text) => said.push(text), cancelKey: 'Esc'});
	expect(await preparing.run('quick', async ({progress}) => progress(1))).toBeUndefined();
	expect(said).toEqual([]);
	const slow = preparing.run('sess-001 transcript', async ({progress, signal}) => {
		now = 2000;
		progress(0.341);
		progress(0.342);
		expect(preparing.busy()).toBe(true);
		expect(preparing.cancel()).toBe(true);
		signal.throwIfAborted();
		return 'shown';
	});
	expect(await slow).toBeUndefined();
	expect(said).toEqual(['sess-001 transcript 34%, Esc cancels', null]);
	expect(preparing.busy()).toBe(false);
	expect(preparing.cancel()).toBe(false);
});

test('what fails is told, and the next one is prepared afresh', async () => {
	const preparing = createPreparing({now: () => 0, show: () => {}, cancelKey: 'Esc'});
	await expect(preparing.run('x', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
	expect(await preparing.run('x', async () => 'shown')).toBe('shown');
});
