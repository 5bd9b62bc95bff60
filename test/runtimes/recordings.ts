// What the real programs printed, as test/fixtures/runtimes/record.ts took it.
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {AgentEvent} from '../../src/domain/agent-event.ts';
import {type AgentProgress, afterAgentEvent, NO_PROGRESS} from '../../src/domain/agent-progress.ts';
import type {Usage} from '../../src/domain/usage.ts';
import type {ProcessEnd} from '../../src/runtimes/adapter.ts';
import {adapterOf} from '../../src/runtimes/adapters.ts';
import type {LedgerLine} from '../support/model-stub/script.ts';

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/runtimes');
export const RUNTIMES = ['claude', 'codex', 'gemini', 'opencode', 'pi'] as const;
export type Runtime = (typeof RUNTIMES)[number];

export type Recording = {
	readonly runtime: Runtime;
	readonly take: string;
	readonly bytes: Buffer;
	readonly exit: ProcessEnd;
	readonly ledger: readonly Pick<LedgerLine, 'own' | 'status' | 'counts'>[];
};

export const recording = (runtime: Runtime, take: string): Recording => {
	const file = path.join(FOLDER, runtime, take);
	const {exitCode, signal, ledger} = JSON.parse(readFileSync(`${file}.json`, 'utf8'));
	return {runtime, take, bytes: readFileSync(`${file}.jsonl`), exit: {exitCode, signal}, ledger};
};

export const allRecordings = (): Recording[] =>
	RUNTIMES.flatMap((runtime) =>
		readdirSync(path.join(FOLDER, runtime))
			.filter((name) => name.endsWith('.jsonl'))
			.map((name) => recording(runtime, name.slice(0, -'.jsonl'.length))),
	);

/** The events of a stream that comes in these chunks. */
export const eventsOf = (
	runtime: string,
	chunks: readonly Uint8Array[],
	usedBefore: readonly Usage[] = [],
): AgentEvent[] => {
	const reader = adapterOf(runtime).createReader({model: 'a-model', usedBefore});
	return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
};

export const progressOf = (events: readonly AgentEvent[]): AgentProgress => events.reduce(afterAgentEvent, NO_PROGRESS);
