// What the real programs wrote to a terminal, as test/fixtures/runtimes/record-terminals.ts took it: the state that
// mosaic tells at each mark, and by what, however the bytes are cut.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {signsOf} from '../../src/daemon/host/runtime-signs.ts';
import {adapterOf} from '../../src/runtimes/adapters.ts';
import {afterSight, type Detection, judge, type Sights, statusSight, withoutOlder} from '../../src/sessions/detect.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {signalSight, signSight} from '../../src/sessions/state-signs.ts';
import {RUNTIMES} from '../runtimes/recordings.ts';

type Recording = {
	readonly runtime: string;
	readonly take: string;
	readonly bytes: Buffer;
	readonly size: {readonly cols: number; readonly rows: number};
	readonly marks: readonly {readonly name: string; readonly at: number}[];
};

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/runtimes');
const recordings: readonly Recording[] = RUNTIMES.flatMap((runtime) => {
	const folder = path.join(FOLDER, runtime, 'terminals');
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith('.bin'))
		.map((name) => {
			const take = name.slice(0, -4);
			const {size, marks} = JSON.parse(readFileSync(path.join(folder, `${take}.json`), 'utf8'));
			return {runtime, take, size, marks, bytes: readFileSync(path.join(folder, name))};
		});
});

/** What is told at each mark, where the bytes come in pieces that end at `cuts`. */
const toldAt = ({runtime, bytes, size, marks}: Recording, cuts: readonly number[]): Record<string, Detection> => {
	const signs = signsOf(runtime, () => adapterOf(runtime).screenRules);
	let sights: Sights = {};
	const see = (...[source, sight]: [Parameters<typeof afterSight>[1], Parameters<typeof afterSight>[2]]): void => {
		sights = afterSight(withoutOlder(sights, source, sight), source, sight);
	};
	const screen = createScreen({
		size,
		onStatus: (status) => see('osc-7501', statusSight(status)),
		onSignal: (signal) => {
			const heard = signalSight(signal, signs);
			if (heard) see(heard.source, heard.sight);
		},
	});
	const told: Record<string, Detection> = {};
	let at = 0;
	for (const end of [...new Set([...cuts, ...marks.map((mark) => mark.at)])].sort((one, other) => one - other)) {
		screen.write(bytes.subarray(at, end));
		at = end;
		const mark = marks.find((one) => one.at === end);
		if (!mark) continue;
		see('screen', signSight(signs.screen?.(screen.text()) ?? null));
		told[mark.name] = judge(sights);
	}
	screen.dispose();
	return told;
};

const cutsOf = ({bytes}: Recording, every: number): number[] =>
	Array.from({length: Math.floor(bytes.length / every)}, (_, index) => (index + 1) * every);

describe.each(recordings.map((one) => [one.runtime, one.take, one] as const))('%s, %s', (_, __, recording) => {
	test('is told by its state and by what shows it', () => {
		const shown = Object.entries(toldAt(recording, [])).map(([mark, {state, evidence, rule, message}]) => ({
			mark,
			state,
			evidence,
			rule,
			message,
		}));
		expect(shown).toEqual(EXPECTED[`${recording.runtime} ${recording.take}`]);
	});

	test('is told the same however its bytes are cut', () => {
		const whole = toldAt(recording, []);
		const cuts = fc.oneof(
			fc.array(fc.nat(recording.bytes.length), {maxLength: 60}),
			fc.integer({min: 1, max: 200}).map((every) => cutsOf(recording, every)),
		);
		fc.assert(
			fc.property(cuts, (some) => {
				expect(toldAt(recording, some)).toEqual(whole);
			}),
			{numRuns: 15},
		);
	});

	test('is small, and tells nothing of the machine that it was recorded on', () => {
		expect(recording.bytes.length).toBeLessThan(30_000);
		expect(recording.bytes.toString('latin1')).not.toMatch(/\/root\b|\/home\/|\.cache\/mosaic|\/tmp\//);
	});
});

const told = (mark: string, state: string, evidence: string, rule: string, message: string | null = null) => ({
	mark,
	state,
	evidence,
	rule,
	message,
});
const asks = 'state=blocked:kind=permission';

/** `fresh`: the program was never started before, and nothing can be reached; `key`: a key that nobody agreed to. */
const EXPECTED: Readonly<Record<string, readonly object[]>> = {
	'claude work': [
		told('permission', 'waiting', 'osc-7501', asks, 'approve Bash: touch b.txt'),
		told('idle', 'idle', 'osc-7501', 'state=done'),
		told('working', 'working', 'osc-7501', 'state=working'),
	],
	'claude working': [told('working', 'working', 'osc-7501', 'state=working')],
	'claude trust': [told('trust', 'waiting', 'osc-7501', asks, 'trust this folder')],
	'claude key': [
		told('key', 'waiting', 'screen', 'claude-api-key', 'asks whether to use the API key of its environment'),
	],
	'claude fresh': [told('fresh', 'waiting', 'screen', 'claude-offline', 'cannot reach its service')],
	'codex work': [
		told('permission', 'waiting', 'osc-7501', asks, 'waits for: permission'),
		told('idle', 'idle', 'osc-7501', 'state=done'),
	],
	'codex working': [told('working', 'working', 'osc-7501', 'state=working')],
	'codex trust': [told('trust', 'waiting', 'screen', 'codex-trust', 'asks whether to trust this folder')],
	'codex fresh': [told('fresh', 'waiting', 'screen', 'codex-sign-in', 'asks how to sign in')],
	'gemini work': [
		told('permission', 'waiting', 'title', 'gemini-title-asks'),
		told('idle', 'idle', 'title', 'gemini-title-ready'),
	],
	'gemini working': [told('working', 'working', 'title', 'gemini-title-busy')],
	'gemini trust': [told('trust', 'waiting', 'title', 'gemini-title-asks')],
	// Its title says that it is ready while the dialog stands.
	'gemini fresh': [told('fresh', 'waiting', 'screen', 'gemini-trust', 'asks whether to trust this folder')],
	'opencode work': [told('permission', 'waiting', 'screen', 'opencode-permission', '# Shell command')],
	'opencode working': [told('working', 'working', 'screen', 'opencode-busy')],
	'pi work': [told('idle', 'idle', 'screen', 'pi-prompt')],
	'pi working': [told('working', 'working', 'screen', 'pi-busy')],
};
