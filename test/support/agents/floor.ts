// A mosaic project whose agents are real programs: what a workflow makes of them is seen through the real binary. Each
// agent runs in a network of its own, beside a stub that plays its model by a script.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished} from 'vitest';
import type {Report} from '../../../src/domain/report.ts';
import {type MarkedProcess, processesWith, processMark} from '../marked-processes.ts';
import type {LedgerLine} from '../model-stub/script.ts';
import {mosaic, mosaicBin, mosaicJson, startMosaic} from '../mosaic.ts';
import {isolatedEnv, scratchDirectory} from '../scratch.ts';
import {until} from '../until.ts';
import type {EventDocument, Workshop} from '../workshop.ts';
import {type AgentName, agentsDirectory, findAgent} from './find.ts';
import {agentHome} from './homes.ts';
import type {FloorScript, FloorStart} from './launch.ts';

export type Floor = Workshop & {readonly floor: string};

export type FloorOptions = {
	readonly script: FloorScript;
	readonly mode?: 'headless' | 'interactive';
	/** Added to the runtime's settings. */
	readonly runtime?: object;
	/** Added to the project's settings. */
	readonly config?: object;
	/** The person's own settings. */
	readonly personal?: object;
	readonly env?: Readonly<Record<string, string>>;
	readonly tasks?: string;
	readonly trusted?: boolean;
};

const TASKS = `# House

| id | status | description | depends | verify | pr | notes |
|---|---|---|---|---|---|---|
| T1 | not-started | Lay the ground | | | | |
`;

/** All that a program may do without asking; claude refuses to be so free as root, and takes the commands one by one. */
const FREE = {claude: 'edit', codex: 'all', gemini: 'all', opencode: 'all', pi: 'all'} as const;

/**
 * A project with one task, T1, whose implementer and reviewer are this program. Not in the folder for temporary files:
 * codex refuses its sandbox there, and lets its agents write all of it.
 */
export const agentFloor = async (name: AgentName, options: FloorOptions): Promise<Floor> => {
	const parent = path.join(agentsDirectory(), '..', 'agent-runs');
	mkdirSync(parent, {recursive: true});
	const home = realpathSync(mkdtempSync(path.join(parent, `${name}-floor-`)));
	onTestFinished(() => rmSync(home, {recursive: true, force: true, maxRetries: 5}));
	const mark = processMark();
	const [root, floor, bin] = ['p', 'floor', 'bin'].map((folder) => path.join(home, folder)) as [string, string, string];
	for (const folder of [root, floor, bin]) mkdirSync(folder);
	program(path.join(bin, 'mosaic'), [process.execPath, mosaicBin()]);
	const launcher = path.join(import.meta.dirname, 'launch.ts');
	const inside = [
		'sh',
		'-c',
		'ip link set lo up; exec "$@"',
		'sh',
		process.execPath,
		launcher,
		floor,
		name,
		findAgent(name) ?? name,
	];
	program(path.join(bin, `real-${name}`), ['unshare', '-n', ...inside]);
	const base = isolatedEnv(home);
	const env = {
		...base,
		PATH: `${bin}:${path.dirname(process.execPath)}:${base.PATH}`,
		// Paths of sockets are short.
		XDG_RUNTIME_DIR: scratchDirectory(),
		[mark.name]: mark.value,
		...options.env,
	};
	writeFileSync(path.join(root, 'TASKS.md'), options.tasks ?? TASKS);
	const git = (...args: string[]) => execFileSync('git', args, {cwd: root, env, stdio: 'ignore'});
	git('init', '-q', '-b', 'main');
	git('add', '-A');
	git('commit', '-q', '-m', 'start');
	const made: Floor = {root, home, env, folder: floor, mark: mark.entry, floor};
	expect((await mosaic(made, ['init', '--name', 'House'])).exitCode).toBe(0);
	setScript(made, options.script);
	if (options.trusted === false) writeFileSync(path.join(floor, 'untrusted'), '');
	const runtime = {
		argv: [path.join(bin, `real-${name}`)],
		mode: options.mode ?? 'headless',
		permissions: name === 'claude' && process.getuid?.() !== 0 ? 'all' : FREE[name],
		...options.runtime,
	};
	const {model} = agentHome(name, home, root);
	const role = {runtime: name, ...(model === null ? {} : {model})};
	const config = {runtime: name, runtimes: {[name]: runtime}, roles: {implementer: role, reviewer: role}};
	writeFileSync(path.join(root, '.mosaic', 'config.json'), JSON.stringify({...config, ...options.config}));
	const personal = path.join(home, 'config', 'mosaic');
	mkdirSync(personal, {recursive: true});
	const rules = {permissions: [{tool: 'shell', action: 'allow', reason: 'the test lets it'}]};
	writeFileSync(path.join(personal, 'config.json'), JSON.stringify(options.personal ?? rules));
	return made;
};

const program = (file: string, argv: readonly string[]): void =>
	writeFileSync(file, `#!/bin/sh\nexec ${argv.map((word) => `'${word}'`).join(' ')} "$@"\n`, {mode: 0o755});

/** What the model does at the next starts. */
export const setScript = ({floor}: Floor, script: FloorScript): void =>
	writeFileSync(path.join(floor, 'script.json'), JSON.stringify(script));

const linesOf = <T>(file: string): T[] =>
	existsSync(file)
		? readFileSync(file, 'utf8')
				.split('\n')
				.flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]))
		: [];

export const agentStarts = ({floor}: Floor): FloorStart[] => linesOf(path.join(floor, 'starts.jsonl'));

/** What was asked of the model at a start of an agent, the first being 1. */
export const ledgerOf = ({floor}: Floor, start: number): LedgerLine[] =>
	linesOf(path.join(floor, `ledger-${start}.jsonl`));

/** The requests of a start's own conversation, as JSON texts. */
export const bodiesOf = ({floor}: Floor, start: number): string[] =>
	linesOf<unknown>(path.join(floor, `bodies-${start}.jsonl`)).map((body) => JSON.stringify(body));

/** What the stub counted over all starts. */
export const countedBy = (name: AgentName, place: Floor) => {
	const lines = agentStarts(place).flatMap(({number}) => ledgerOf(place, number));
	// gemini counts what it asks for beside its work too.
	const counted = lines.flatMap(({own, counts}) => (counts !== null && (own || name === 'gemini') ? [counts] : []));
	const sum = (key: 'input' | 'cached' | 'output') => counted.reduce((total, counts) => total + counts[key], 0);
	return {inputTokens: sum('input'), cacheReadTokens: sum('cached'), outputTokens: sum('output')};
};

/** What mosaic has on record of it. */
export const recordedUsage = ({usage}: Pick<Report, 'usage'>) => {
	const sum = (key: 'inputTokens' | 'cacheReadTokens' | 'outputTokens') =>
		usage.reduce((total, used) => total + used[key], 0);
	return {
		inputTokens: sum('inputTokens'),
		cacheReadTokens: sum('cacheReadTokens'),
		outputTokens: sum('outputTokens'),
	};
};

/** The report of its only run. */
export const floorReport = (place: Floor): Promise<Report> => mosaicJson<Report>(place, ['report', 'run-001']);

type Opened = {readonly id: string; readonly question?: string; readonly options?: readonly string[]};

/** Waits until `probe` finds something in the events so far; what mosaic knows is told where it never does. */
export const inEvents = async <T>(
	place: Floor,
	what: string,
	probe: (events: readonly EventDocument[]) => T | undefined,
): Promise<T> => {
	const follower = startMosaic(place, ['events', '--follow', '--json']);
	const lines = () => follower.output().stdout.split('\n').slice(0, -1);
	try {
		const found = await until(what, () => probe(lines().map((line) => JSON.parse(line))), 240_000);
		return found as T;
	} catch (error) {
		throw new Error(`${(error as Error).message}\n${await told(place)}`);
	} finally {
		follower.child.kill('SIGKILL');
		await follower.finished;
	}
};

/** Waits for the next entry of the inbox that is not one of `before`. */
export const inbox = (place: Floor, kind: 'approval' | 'question', before: readonly string[] = []): Promise<Opened> =>
	inEvents(place, `an entry of the inbox: ${kind}`, (events) => {
		const type = kind === 'approval' ? 'approval.opened' : 'question.asked';
		const opened = events.filter((event) => event.type === type).map(({data}) => data[kind] as Opened);
		const next = opened.find(({id}) => !before.includes(id));
		if (next === undefined && events.some((event) => event.type === 'run.closed'))
			throw new Error(`the run ended without an entry of the inbox: ${kind}`);
		return next;
	});

/** What mosaic knows, for the message of a test that fails. */
export const told = async (place: Floor): Promise<string> => {
	const {stdout} = await mosaic(place, ['events']);
	const number = agentStarts(place).length;
	const {stdout: text} = await mosaic(place, [
		'transcript',
		`sess-${String(Math.max(1, number)).padStart(3, '0')}`,
		'--print',
		'--plain',
	]);
	return `${stdout}\n--- transcript ---\n${text.slice(-6000)}`;
};

/** The processes of agents and what they started. */
export const agentProcesses = ({mark}: Floor): MarkedProcess[] =>
	processesWith(mark).filter(({environ}) => environ.some((entry) => entry.startsWith('MOSAIC_TOKEN=')));
