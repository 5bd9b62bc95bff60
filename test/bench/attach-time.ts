// How soon a session with a long history is on the screen of one who attaches.
import {spawnSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {projectPaths} from '../../src/config/paths.ts';
import {RemoteScreen} from '../../src/daemon/remote-screen.ts';
import {SIZE} from './contenders.ts';
import {record} from './figures.ts';
import {median, privateMb} from './measure.ts';
import {benchProject, mosaicBin} from './projects.ts';

const LINES = 5000;
const ROUNDS = 9;

/** Records the time from opening a window on the session until its whole screen was read. */
export const attachTimes = async (): Promise<void> => {
	const project = benchProject(3);
	const {home, root, env} = project;
	const script = `stty -echo; i=0; while [ $i -lt ${LINES} ]; do printf '\\033[3%dm%d some words of output \\033[m and their end in line %d\\n' $((i % 8)) $i $i; i=$((i+1)); done; echo LAST; read -r x`;
	const started = spawnSync(
		process.execPath,
		[mosaicBin, 'run', 'T1', '--detach', '--json', '--', 'sh', '-c', script],
		{
			cwd: root,
			env,
			encoding: 'utf8',
		},
	);
	const agent = (JSON.parse(started.stdout) as {pid: number}).pid;
	const host = Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(agent)], {encoding: 'utf8'}).stdout);
	await delay(1500);
	const times: number[] = [];
	for (let round = 0; round < ROUNDS; round++) times.push(await timeToDraw(root));
	record(`attach to ${LINES} lines of history, median`, {mosaic: median(times), tmux: Number.NaN}, 'ms', {atMost: 100});
	record('… slowest', {mosaic: Math.max(...times), tmux: Number.NaN}, 'ms', {atMost: 100});
	record('… private memory of its host', {mosaic: privateMb(host), tmux: Number.NaN}, 'MB', {atMost: 50});
	spawnSync(process.execPath, [mosaicBin, 'stop', 'sess-001'], {cwd: root, env});
	rmSync(home, {recursive: true, force: true});
};

const timeToDraw = async (root: string): Promise<number> => {
	const begun = performance.now();
	const screen = new RemoteScreen(projectPaths(root), 'sess-001', SIZE);
	await new Promise<void>((resolve) => {
		screen.subscribe(() => {
			if (screen.text().some((line) => line.includes('LAST'))) resolve();
		});
	});
	const ms = performance.now() - begun;
	await delay(300);
	screen.close();
	return ms;
};
