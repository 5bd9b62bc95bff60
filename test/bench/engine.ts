// The engine's figures: what it adds to a step, and what it costs while there is nothing to do.
import {execFileSync} from 'node:child_process';
import {rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {projectPaths} from '../../src/config/paths.ts';
import {openLastingEngine} from '../../src/daemon/engine/lasting-engine.ts';
import {readEngineAddress} from '../../src/engine/kernel/lease.ts';
import {readEvents} from '../../src/store/journal.ts';
import {type Db, openForReading} from '../../src/store/open.ts';
import {addFinishedRuns} from './journal.ts';
import {cpuMs, median, runProgram} from './measure.ts';
import {type BenchProject, benchProject, mosaicBin} from './projects.ts';

/** A project in git whose workflow `bench` has so many steps that do next to nothing. */
const withSteps = (steps: number): BenchProject => {
	const project = benchProject();
	const git = (...args: string[]) => execFileSync('git', args, {cwd: project.root, env: project.env, stdio: 'ignore'});
	git('init', '-q', '-b', 'main');
	git('add', 'TASKS.md');
	git('commit', '-q', '-m', 'start');
	const step = (_: unknown, index: number) => ({key: `step-${index}`, kind: 'command', run: ['true']});
	const workflows = {bench: {steps: Array.from({length: steps}, step)}};
	writeFileSync(path.join(project.root, '.mosaic', 'config.json'), JSON.stringify({workflows}));
	return project;
};

/** Milliseconds from a step's start to its end, at the median, without the program that it runs. */
export const stepOverhead = (steps: number): number => {
	const project = withSteps(steps);
	const argv = [process.execPath, mosaicBin, 'run', 'T1', '--workflow', 'bench', '--json'] as const;
	runProgram(argv, project.root, project.env);
	const db = openForReading(path.join(project.root, '.mosaic', 'mosaic.db')) as Db;
	const times: number[] = [];
	let began = 0;
	let program = 0;
	for (const {at, event} of readEvents(db)) {
		if (event.type === 'step.started') [began, program] = [Date.parse(at), 0];
		if (event.type === 'checks.recorded') program = event.results.reduce((sum, {durationMs}) => sum + durationMs, 0);
		if (event.type === 'artifact.stored' && event.artifact.kind === 'command')
			program = (event.artifact.payload as {durationMs?: number}).durationMs ?? program;
		if (event.type === 'step.completed') times.push(Date.parse(at) - began - program);
	}
	db.close();
	rmSync(project.home, {recursive: true, force: true});
	if (times.length !== steps) throw new Error(`${times.length} of ${steps} steps`);
	return median(times);
};

/** CPU in milliseconds that an engine uses over so many seconds, with a client and so many finished runs. */
export const idleEngineCpu = async (finished: number, seconds: number): Promise<number> => {
	const project = benchProject();
	const paths = projectPaths(project.root);
	addFinishedRuns(paths.database, finished);
	const engine = await openLastingEngine(paths, project.env);
	const pid = readEngineAddress(paths)?.pid ?? Number.NaN;
	await delay(3000);
	const before = cpuMs(pid);
	await delay(seconds * 1000);
	const used = cpuMs(pid) - before;
	await engine.close();
	rmSync(project.home, {recursive: true, force: true});
	return used;
};
