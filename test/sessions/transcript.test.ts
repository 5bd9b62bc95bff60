import {mkdirSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {openTranscript, readTranscript, readTranscriptEnd} from '../../src/sessions/transcript.ts';
import {scratchDirectory} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const textOf = (directory: string): string => Buffer.concat([...readTranscript(directory)]).toString();

describe('a transcript', () => {
	test('has all bytes in their order, also of a buffer that is used again', async () => {
		const directory = path.join(scratchDirectory(), 't');
		const transcript = openTranscript(directory);
		expect(transcript.lastWriteAt()).toBeNull();
		const buffer = Buffer.alloc(4);
		for (let n = 0; n < 500; n++) {
			buffer.write(String(n).padStart(4, '0'));
			transcript.append(buffer);
		}
		await transcript.sync();
		expect(transcript.pendingBytes()).toBe(0);
		expect(textOf(directory)).toBe(Array.from({length: 500}, (_, n) => String(n).padStart(4, '0')).join(''));
		await transcript.close();
	});

	test('writes the first bytes after a pause at once, and those after them soon', async () => {
		const directory = path.join(scratchDirectory(), 't');
		const transcript = openTranscript(directory);
		transcript.append(Buffer.from('first '));
		await until('the first bytes', () => textOf(directory) === 'first ');
		for (const word of ['more ', 'and more']) transcript.append(Buffer.from(word));
		await until('all bytes', () => textOf(directory) === 'first more and more');
		await transcript.close();
	});

	test('holds no secret, wherever its bytes were cut, and every other byte', async () => {
		const directory = path.join(scratchDirectory(), 't');
		const secret = 'pässword-9';
		const transcript = openTranscript(directory, {secrets: [secret]});
		const bytes = Buffer.from(`\u001b[31mé ${secret} ghp_${'a1'.repeat(20)} ü\u001b[0m pässw`);
		for (const byte of bytes) transcript.append(Uint8Array.of(byte));
		await transcript.close();
		expect(textOf(directory)).toBe('\u001b[31mé [redacted] [redacted] ü\u001b[0m pässw');
	});

	test('is private, rotates, and keeps the last segments only', async () => {
		const directory = path.join(scratchDirectory(), 't');
		const transcript = openTranscript(directory, {segmentBytes: 10, keep: 3});
		for (const word of ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'dddddddd', 'eeeeeeee'])
			transcript.append(Buffer.from(word));
		await transcript.close();
		const names = readdirSync(directory);
		expect(names).toEqual(['transcript-000002.log', 'transcript-000003.log', 'transcript-000004.log']);
		expect(textOf(directory)).toBe('aaaaaaaabbbbbbbbccccccccddddddddeeeeeeee'.slice(10));
		for (const name of names) expect(statSync(path.join(directory, name)).mode & 0o777).toBe(0o600);
		expect(statSync(directory).mode & 0o777).toBe(0o700);
	});

	test('goes on after those that are there', async () => {
		const directory = path.join(scratchDirectory(), 't');
		for (const word of ['one ', 'two ']) {
			const transcript = openTranscript(directory);
			transcript.append(Buffer.from(word));
			await transcript.close();
		}
		expect(textOf(directory)).toBe('one two ');
		expect([...readTranscript(path.join(directory, 'nowhere'))]).toEqual([]);
	});

	test('is read from its end without the segments before that', async () => {
		const directory = path.join(scratchDirectory(), 't');
		const transcript = openTranscript(directory, {segmentBytes: 4});
		transcript.append(Buffer.from('aaaabbbbcccc'));
		await transcript.close();
		const end = (most: number) => readTranscriptEnd(directory, most).toString();
		expect([end(0), end(3), end(6), end(100)]).toEqual(['', 'ccc', 'bbcccc', 'aaaabbbbcccc']);
		rmSync(path.join(directory, 'transcript-000001.log'));
		mkdirSync(path.join(directory, 'transcript-000001.log'));
		expect(end(8)).toBe('bbbbcccc');
		expect(readTranscriptEnd(path.join(directory, 'nowhere'), 5).length).toBe(0);
	});

	test('tells once that it cannot be written, and harms nobody', async () => {
		const file = path.join(scratchDirectory(), 'a-file');
		writeFileSync(file, '');
		const errors: unknown[] = [];
		const transcript = openTranscript(path.join(file, 'below'), {onError: (error) => errors.push(error)});
		for (let n = 0; n < 3; n++) {
			transcript.append(Buffer.from('lost'));
			await transcript.sync();
		}
		await transcript.close();
		expect(errors).toHaveLength(1);
		expect(transcript.pendingBytes()).toBe(0);
	});
});
