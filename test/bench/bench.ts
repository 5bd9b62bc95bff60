// npm run bench: each figure beside a peer's in the same run. Absolute times say little on a shared machine.

import {spawn, spawnSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {build} from '../../build.config.ts';
import {editStatus} from '../../src/tasks/edit.ts';
import {parseTasks} from '../../src/tasks/parse.ts';
import {idleEngineCpu, stepOverhead} from './engine.ts';
import {appendCost, engineStart} from './journal.ts';
import {cpuMs, median, privateMb, race, runProgram, timed} from './measure.ts';
import {type BenchProject, benchProject, fillJournal, mosaicBin, tasksText} from './projects.ts';
import {openTui} from './terminal.ts';

const short = process.env.BENCH === 'short';
const ROUNDS = short ? 5 : 21;
const IDLE_SECONDS = short ? 3 : 30;
const EVENTS = short ? 20_000 : 1_000_000;

type Row = {readonly what: string; readonly value: string; readonly limit: string; readonly within: boolean};
const rows: Row[] = [];
const record = (what: string, figure: number, limit: number, unit: string): void => {
	rows.push({what, value: `${figure.toFixed(2)} ${unit}`, limit: `≤ ${limit} ${unit}`, within: figure <= limit});
};

const node = (project: BenchProject) => () => runProgram([process.execPath, '-e', '0'], project.root, project.env);
const mosaic =
	(project: BenchProject, ...args: string[]) =>
	() =>
		runProgram([process.execPath, mosaicBin, ...args], project.root, project.env);

const startUp = async (project: BenchProject): Promise<void> => {
	const firstList = async () => {
		const tui = openTui(project);
		await tui.shows('T1');
		shown.push(performance.now() - begun);
		await tui.quit();
	};
	const shown: number[] = [];
	let begun = 0;
	const times = await race(ROUNDS, {
		node: node(project),
		status: mosaic(project, 'status', '--json'),
		printOnly: mosaic(project, '--print-only', '--json'),
		tui: () => {
			begun = performance.now();
			return firstList();
		},
	});
	record('mosaic status --json / node -e 0', times.status / times.node, 2.5, '×');
	record('mosaic --print-only / node -e 0', times.printOnly / times.node, 2.5, '×');
	record('first TUI list on screen / node -e 0', median(shown.slice(1)) / times.node, 8, '×');
};

const tasksFile = async (): Promise<void> => {
	const text = tasksText(10_000);
	const times = await race(ROUNDS, {parse: () => parseTasks(text), edit: () => editStatus(text, 'T5000', 'done')});
	record('parse 10,000 tasks', times.parse, 50, 'ms');
	record('one status edit in 10,000 tasks', times.edit, 60, 'ms');
};

const history = async (empty: BenchProject): Promise<void> => {
	const full = benchProject();
	fillJournal(full, EVENTS);
	const times = await race(ROUNDS, {empty: mosaic(empty, 'status', '--json'), full: mosaic(full, 'status', '--json')});
	const amount = EVENTS.toLocaleString('en');
	record(`status with ${amount} events / with none`, times.full / times.empty, 1.5, '×');
	record(`start state of an engine on ${amount} events`, await engineStart(full, 4, 0, ROUNDS), 300, 'ms');
	record('… with 100 more finished runs', await engineStart(full, 0, 100, ROUNDS), 300, 'ms');
	rmSync(full.home, {recursive: true, force: true});
};

const journal = async (): Promise<void> => {
	record('durable append of an event / bare INSERT', await appendCost(ROUNDS * 20, 1), 1.43, '×');
};

const engine = async (): Promise<void> => {
	record('what the engine adds to a step without an agent', stepOverhead(short ? 10 : 40), 30, 'ms');
	const used = await idleEngineCpu(100, IDLE_SECONDS);
	record(`CPU of an idle engine with 100 finished runs over ${IDLE_SECONDS} s`, used, 10, 'ms');
};

const idle = async (): Promise<void> => {
	const projects = Array.from({length: 4}, () => benchProject());
	const hosts = projects.map((project) => {
		const {stdout, stderr} = spawnSync(
			process.execPath,
			[mosaicBin, 'run', 'T1', '--detach', '--json', '--', 'sh', '-c', 'sleep 600'],
			{cwd: project.root, env: project.env, encoding: 'utf8'},
		);
		if (!stdout) throw new Error(stderr);
		return hostOf(JSON.parse(stdout).pid);
	});
	const bare = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], {stdio: 'ignore'});
	const [first] = projects;
	const tui = openTui(first as BenchProject);
	await tui.shows('sess-001');
	await delay(3000);
	const before = [...hosts, tui.pid].map(cpuMs);
	await delay(IDLE_SECONDS * 1000);
	const used = [...hosts, tui.pid].map((pid, index) => cpuMs(pid) - (before[index] ?? 0));
	record(`CPU of an idle session host over ${IDLE_SECONDS} s`, median(used.slice(0, -1)), 10, 'ms');
	record(`CPU of the idle TUI over ${IDLE_SECONDS} s`, used.at(-1) ?? Number.NaN, 10, 'ms');
	record('private memory of a session host', median(hosts.map(privateMb)), 35, 'MB');
	record('… / bare node', median(hosts.map(privateMb)) / privateMb(bare.pid as number), 4, '×');
	await tui.quit();
	bare.kill();
	for (const project of projects) {
		mosaic(project, 'stop', 'sess-001')();
		rmSync(project.home, {recursive: true, force: true});
	}
};

const hostOf = (agent: number): number =>
	Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(agent)], {encoding: 'utf8'}).stdout);

const main = async (): Promise<void> => {
	await build(path.dirname(mosaicBin));
	const project = benchProject();
	const seconds =
		(await timed(async () => {
			await startUp(project);
			await tasksFile();
			await history(project);
			await journal();
			await engine();
			await idle();
		})) / 1000;
	rmSync(project.home, {recursive: true, force: true});
	const width = Math.max(...rows.map((row) => row.what.length));
	for (const row of rows)
		console.log(`${row.within ? '✓' : '✗'} ${row.what.padEnd(width)}  ${row.value.padStart(10)}   ${row.limit}`);
	console.log(
		`${rows.filter((row) => row.within).length} of ${rows.length} within their limits, in ${Math.round(seconds)} s`,
	);
};

await main();
