// Real programs on their own screens: their dialogs are known by the rules, and the keys of the rules answer them.
import {existsSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {adapterOf} from '../../src/runtimes/adapters.ts';
import {readScreen} from '../../src/runtimes/screen-rules.ts';
import {openPty} from '../../src/sessions/pty.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {createAgentBench} from '../support/agents/agent-bench.ts';
import {type AgentName, canUnshare, findAgent} from '../support/agents/find.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {until} from '../support/until.ts';

/** opencode's dialog has no key that says what it does; pi asks for nothing. */
const ASKING: readonly AgentName[] = ['claude', 'codex', 'gemini'];
const SIZE = {cols: 100, rows: 30};
const write: Turn = {tool: {kind: 'write', path: 'a.txt', content: 'one'}};

const onScreen = (name: AgentName, turns: readonly Turn[]) => {
	const bench = createAgentBench(name);
	const adapter = adapterOf(name);
	const launch = adapter.interactive({
		command: [bench.program],
		prompt: 'Do the work.',
		cwd: bench.cwd,
		sessionId: '11111111-2222-4333-8444-555555555555',
		resume: null,
		model: null,
		effort: null,
		permissions: 'ask',
		allowedTools: [],
		trusted: false,
	});
	const {command} = bench.order(turns, launch.argv, {env: launch.env, terminal: true});
	const pty = openPty({argv: command, cwd: bench.cwd, env: process.env, size: SIZE});
	const screen = createScreen({size: SIZE, onReply: (bytes) => pty.write(bytes)});
	pty.onData((bytes) => screen.write(bytes));
	const gone = new Promise<void>((resolve) => pty.onExit(() => resolve()));
	onTestFinished(async () => {
		pty.close();
		bench.remove();
		await gone;
		screen.dispose();
	});
	const reading = () => readScreen(adapter.screenRules, screen.text());
	const sees = async (what: string, probe: () => boolean) =>
		until(what, probe, 60_000).catch((error: Error) => {
			throw new Error(`${error.message}\n${screen.text().join('\n')}`);
		});
	/** Types the key of the dialog for as long as that dialog stands: codex hears none in the first moment of it. */
	const answer = async (with_: 'allow' | 'deny') => {
		let typedAt = 0;
		await sees('the end of the dialog', () => {
			const now = reading();
			if (now?.dialog !== 'permission') return true;
			if (Date.now() - typedAt < 2000) return false;
			typedAt = Date.now();
			pty.write(now.answers?.[with_] ?? '');
			return false;
		});
	};
	return {reading, sees, answer, file: path.join(bench.cwd, 'a.txt')};
};

describe.each(ASKING)('the dialog of %s', (name) => {
	const able = findAgent(name) !== null && canUnshare();

	test.skipIf(!able)('is known, and its key gives leave', async () => {
		const {reading, sees, answer, file} = onScreen(name, [write, {text: 'all done'}]);
		await sees('the dialog', () => reading()?.dialog === 'permission');
		expect(reading()?.words).toMatch(/a\.txt|edit/i);
		await answer('allow');
		await sees('the file', () => existsSync(file));
		await sees('its prompt', () => reading()?.state === 'idle');
	});

	test.skipIf(!able)('is known, and its key refuses', async () => {
		const {reading, sees, answer, file} = onScreen(name, [write, {text: 'all done'}]);
		await sees('the dialog', () => reading()?.dialog === 'permission');
		await answer('deny');
		await sees('its prompt', () => reading()?.state === 'idle');
		expect(existsSync(file)).toBe(false);
	});
});
