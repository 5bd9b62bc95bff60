// Throw-away projects for the benchmark, with a home of their own.
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, realpathSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {append} from '../../src/store/journal.ts';
import {openForWriting, write} from '../../src/store/open.ts';
import {isolatedEnv} from '../support/scratch.ts';

export const mosaicBin = path.resolve(import.meta.dirname, '../../.bench/dist/main.js');

export type BenchProject = {readonly home: string; readonly root: string; readonly env: NodeJS.ProcessEnv};

/** A tasks file of `count` tasks in the canonical form. */
export const tasksText = (count: number): string => {
	const row = (n: number) =>
		`| T${n} | not-started | Task number ${n} with a title of usual length | ${n > 1 ? `T${n - 1}` : ''} | npm test | | |`;
	const rows = Array.from({length: count}, (_, index) => row(index + 1));
	return [
		'## M1: All',
		'',
		'| id | status | description | depends | verify | pr | notes |',
		'|---|---|---|---|---|---|---|',
		...rows,
		'',
	].join('\n');
};

/** Makes a mission with so many tasks, in a home of its own or of another project. */
export const benchProject = (tasks = 30, beside?: BenchProject, name = 'p'): BenchProject => {
	const home = beside?.home ?? realpathSync(mkdtempSync(path.join(tmpdir(), 'mb-')));
	const root = path.join(home, name);
	mkdirSync(root);
	writeFileSync(path.join(root, 'TASKS.md'), tasksText(tasks));
	const project = {home, root, env: {...isolatedEnv(home), TERM: 'xterm-256color'}};
	const {status, stderr} = spawnSync(process.execPath, [mosaicBin, 'init', '--name', 'Bench'], {
		cwd: root,
		env: project.env,
	});
	if (status !== 0) throw new Error(String(stderr));
	return project;
};

/** Fills the project's journal with events of ended runs. */
export const fillJournal = ({root}: BenchProject, events: number): void => {
	const db = openForWriting(path.join(root, '.mosaic', 'mosaic.db'));
	const at = new Date().toISOString();
	const perRun = 1000;
	for (let run = 1; run <= events / perRun; run++)
		write(db, () => {
			const runId = `run-${run}`;
			append(db, {
				at,
				runId,
				sessionId: null,
				event: {type: 'run.started', taskId: 'T1', taskTitle: 'x', workflow: 'solo', milestone: null, checkout: root},
			});
			for (let n = 2; n < perRun; n++)
				append(db, {
					at,
					runId,
					sessionId: `sess-${run}`,
					event: {type: 'session.state-changed', state: 'working', evidence: 'bench', message: null},
				});
			append(db, {at, runId, sessionId: null, event: {type: 'run.ended', state: 'completed', cause: 'bench'}});
		});
	db.close();
};
