// The way to an engine that comes and goes: one connection at a time, and none once it is closed.
import {describe, expect, test} from 'vitest';
import {projectPaths} from '../../../src/config/paths.ts';
import type {EngineConnection} from '../../../src/daemon/engine/engine-client.ts';
import {type Connect, openLastingEngine} from '../../../src/daemon/engine/lasting-engine.ts';
import {Refused} from '../../../src/domain/errors.ts';
import type {EngineAnswer} from '../../../src/engine/kernel/port.ts';

const LOST: EngineAnswer = {ok: false, refusal: {kind: 'refused', code: 'engine-lost', message: 'gone'}};
const DONE: EngineAnswer = {ok: true, message: 'done'};

/** A connection that answers when it is told to, and loses what it was asked when it ends. */
const connection = () => {
	const gone = Promise.withResolvers<void>();
	const waiting: ((answer: EngineAnswer) => void)[] = [];
	let over = false;
	const end = (): void => {
		over = true;
		for (const answer of waiting.splice(0)) answer(LOST);
		gone.resolve();
	};
	const port: EngineConnection = {
		gone: gone.promise,
		subscribe: () => () => {},
		dispatch: () => (over ? Promise.resolve(LOST) : new Promise((resolve) => waiting.push(resolve))),
		close: async () => end(),
	};
	return {port, end, isOpen: () => !over, asked: () => waiting.length, answer: () => waiting.shift()?.(DONE)};
};

/** Engines that are there as soon as they are asked for. */
const engines = () => {
	const made: ReturnType<typeof connection>[] = [];
	const connect: Connect = async () => {
		const one = connection();
		made.push(one);
		return one.port;
	};
	return {made, connect, open: () => made.filter((one) => one.isOpen()).length};
};

const paths = projectPaths('/nowhere');
const turns = async (): Promise<void> => {
	for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

describe('a lasting engine', () => {
	test('is not connected to again by what was under way when it was closed', async () => {
		const {made, connect, open} = engines();
		const engine = await openLastingEngine(paths, {}, undefined, connect);
		const asked = engine.dispatch({});
		await turns();
		await engine.close();
		expect(await asked).toMatchObject({ok: false, refusal: {code: 'closed'}});
		await turns();
		expect([made.length, open()]).toEqual([1, 0]);
	});

	test('is connected to once where it went away under several commands, and asked all of them again', async () => {
		const {made, connect, open} = engines();
		const engine = await openLastingEngine(paths, {}, undefined, connect);
		const asked = [engine.dispatch({}), engine.dispatch({})];
		await turns();
		made[0]?.end();
		await turns();
		expect([made.length, open(), made[1]?.asked()]).toEqual([2, 1, 2]);
		made[1]?.answer();
		made[1]?.answer();
		expect(await Promise.all(asked)).toEqual([DONE, DONE]);
		await engine.close();
		expect(open()).toBe(0);
	});

	test('that is being connected to again when it is closed is let go of as soon as it is there', async () => {
		const first = connection();
		const second = connection();
		const late = Promise.withResolvers<EngineConnection>();
		const ways = [Promise.resolve(first.port), late.promise];
		const engine = await openLastingEngine(paths, {}, undefined, () => ways.shift() as Promise<EngineConnection>);
		first.end();
		await turns();
		const closed = engine.close();
		late.resolve(second.port);
		await closed;
		expect([second.isOpen(), ways.length]).toEqual([false, 0]);
	});

	test('that is being opened is given up with the signal', async () => {
		const giving = new AbortController();
		const opening = openLastingEngine(paths, {}, giving.signal, (_, __, signal) => {
			const given = Promise.withResolvers<EngineConnection>();
			const refusal = {kind: 'refused', code: 'closed', message: 'given up'} as const;
			signal.addEventListener('abort', () => given.reject(new Refused(refusal)));
			return given.promise;
		});
		giving.abort();
		await expect(opening).rejects.toThrow('given up');
	});
});
