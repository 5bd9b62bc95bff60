// Bytes past Node's stream: all of them, in order, whatever the reader does.
import {createHash} from 'node:crypto';
import {connect, createServer, type Socket} from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import {expect, onTestFinished, test} from 'vitest';
import {writeNow} from '../../src/daemon/write-now.ts';
import {scratchDirectory} from '../support/scratch.ts';
import {until} from '../support/until.ts';

/** The two ends of a real socket; the second one does not read until it is told to. */
const pair = async (): Promise<{near: Socket; far: Socket}> => {
	const file = path.join(scratchDirectory(), 's');
	const arrived = Promise.withResolvers<Socket>();
	const server = createServer({pauseOnConnect: true}, arrived.resolve);
	await new Promise<void>((resolve) => server.listen(file, resolve));
	const near = connect(file);
	const far = await arrived.promise;
	onTestFinished(() => {
		for (const end of [near, far]) end.destroy();
		server.close();
	});
	await until('the connection', () => !near.connecting);
	return {near, far};
};

const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('what is written directly and what is queued arrive whole and in order at a reader that stops now and then', async () => {
	const steps = fc.array(
		fc.record({size: fc.integer({min: 0, max: 300_000}), direct: fc.boolean(), rest: fc.boolean()}),
		{minLength: 1, maxLength: 25},
	);
	await fc.assert(
		fc.asyncProperty(steps, fc.array(fc.integer({min: 1, max: 200_000}), {minLength: 1}), async (writes, pauses) => {
			const {near, far} = await pair();
			const [sent, heard] = [[] as Buffer[], [] as Buffer[]];
			let length = 0;
			let reads = 0;
			far.on('data', (bytes) => {
				heard.push(bytes as Buffer);
				length += bytes.length;
				if (length < (pauses[reads % pauses.length] as number) * (reads + 1)) return;
				reads += 1;
				far.pause();
				setImmediate(() => far.resume());
			});
			for (const [at, {size, direct, rest}] of writes.entries()) {
				const bytes = Buffer.alloc(size, at + 1);
				sent.push(Buffer.from(bytes));
				if (direct) writeNow(near, bytes);
				else near.write(bytes);
				if (rest) await new Promise((resolve) => setImmediate(resolve));
			}
			near.end();
			far.resume();
			await new Promise((resolve) => far.once('end', resolve));
			expect(sum(Buffer.concat(heard))).toBe(sum(Buffer.concat(sent)));
		}),
		{numRuns: 30},
	);
});

test('a reader that never reads holds nobody up, and one that is gone breaks nothing', async () => {
	const {near, far} = await pair();
	const bytes = Buffer.alloc(64 * 1024, 7);
	for (let count = 0; count < 100; count++) writeNow(near, bytes);
	expect(near.writableLength).toBeGreaterThan(0);
	near.on('error', () => {});
	far.destroy();
	await until('the end', () => {
		writeNow(near, bytes);
		return near.destroyed;
	});
	writeNow(near, bytes);
});
