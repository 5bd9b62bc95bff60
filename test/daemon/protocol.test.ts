import {describe, expect, test} from 'vitest';
import {bytesFrame, createFrameReader, messageFrame} from '../../src/daemon/protocol.ts';

const collect = () => {
	const got: unknown[] = [];
	const reader = createFrameReader({
		onMessage: (json) => got.push(json),
		onBytes: (bytes) => got.push(bytes.toString('latin1')),
	});
	return {got, push: reader.push};
};

const hello = {type: 'hello', protocol: 1, token: 'ünïcode'} as const;
const stop = {type: 'stop', how: 'end', by: 'x'} as const;
const stream = Buffer.concat([
	messageFrame(hello),
	bytesFrame(Buffer.from('\u0000\u001b[A', 'latin1')),
	bytesFrame(Buffer.alloc(0)),
	messageFrame(stop),
]);
const expected = [hello, '\u0000\u001b[A', '', stop];

const head = (size: number, kind: number): Buffer => {
	const bytes = Buffer.alloc(5);
	bytes.writeUInt32BE(size, 0);
	bytes[4] = kind;
	return bytes;
};

describe('frames', () => {
	test('arrive whole wherever the stream is cut in two', () => {
		for (let at = 0; at <= stream.length; at++) {
			const {got, push} = collect();
			push(stream.subarray(0, at));
			push(stream.subarray(at));
			expect(got).toEqual(expected);
		}
	});

	test.each([1, 2, 3, 4, 5, 6, 7])('arrive whole in pieces of %i bytes', (size) => {
		const {got, push} = collect();
		for (let at = 0; at < stream.length; at += size) push(stream.subarray(at, at + size));
		expect(got).toEqual(expected);
	});

	test('half a frame gives nothing', () => {
		const {got, push} = collect();
		push(messageFrame(hello).subarray(0, -1));
		expect(got).toEqual([]);
	});

	test('that are none are thrown out', () => {
		expect(() => collect().push(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toThrow('a frame of');
		expect(() => collect().push(head(0, 7))).toThrow('kind 7');
		expect(() => collect().push(Buffer.concat([head(3, 0), Buffer.from('{"a')]))).toThrow();
	});

	test('that promise more than there can be are thrown out however they are cut', () => {
		const bytes = Buffer.concat([head(0xffffffff, 1), Buffer.alloc(16)]);
		for (let at = 1; at < bytes.length; at++) {
			const {push} = collect();
			expect(() => {
				push(bytes.subarray(0, at));
				push(bytes.subarray(at));
			}).toThrow('a frame of 4294967295 bytes');
		}
	});
});
