// A git project whose runs the engine drives, with a scripted agent: what it does is a shell script for each test.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect} from 'vitest';
import type {RunView} from '../../src/domain/run.ts';
import {parseTasks} from '../../src/tasks/parse.ts';
import {type MarkedProcess, processesWith, processMark} from './marked-processes.ts';
import {mosaic, mosaicBin, mosaicJson} from './mosaic.ts';
import {type ScratchProject, scratchProject} from './scratch.ts';
import {until} from './until.ts';

export const WORKSHOP_TASKS = `# House

## M1: Ground

| id | status | description | depends | verify | pr | notes |
|---|---|---|---|---|---|---|
| T1 | not-started | Lay the ground | | | | |
| T2 | not-started | Walls | T1 | | | |
| T3 | not-started | Garden | | | | |
`;

/** Implements by a commit of one file, and passes every review. */
export const GOOD_AGENT = `
if [ "$MOSAIC_EXPECTS" = review ]; then
	echo '{"verdict":"pass","summary":"good"}' >"$MOSAIC_RESULT"
	exit 0
fi
echo "$MOSAIC_TASK" >"$MOSAIC_TASK.txt"
git add "$MOSAIC_TASK.txt"
git commit -qm "Work on $MOSAIC_TASK" || true
echo '{"status":"done","summary":"made it"}' >"$MOSAIC_RESULT"
`;

export type Workshop = ScratchProject & {readonly folder: string; readonly mark: string};

export type WorkshopOptions = {
	readonly tasks?: string;
	readonly files?: Readonly<Record<string, string>>;
	/** The script of every agent; it is told what is expected by MOSAIC_EXPECTS. */
	readonly agent?: string;
	/** Commands of the mission's quality gates. */
	readonly gates?: readonly string[];
};

/** A project with a mission; every process of it is ended with the test. */
export const workshop = async (options: WorkshopOptions = {}): Promise<Workshop> => {
	const scratch = scratchProject({'TASKS.md': options.tasks ?? WORKSHOP_TASKS, ...options.files});
	const folder = path.join(scratch.home, 'shop');
	mkdirSync(folder);
	const mark = processMark();
	const bin = path.join(folder, 'bin');
	mkdirSync(bin);
	writeFileSync(path.join(bin, 'mosaic'), `#!/bin/sh\nexec '${process.execPath}' '${mosaicBin()}' "$@"\n`, {
		mode: 0o755,
	});
	const env = {...scratch.env, PATH: `${bin}:${scratch.env.PATH}`, [mark.name]: mark.value, SHOP: folder};
	const made = {...scratch, env, folder, mark: mark.entry};
	expect((await mosaic(made, ['init', '--name', 'House'])).exitCode).toBe(0);
	setAgent(made, options.agent ?? GOOD_AGENT);
	const config = {runtime: 'script', runtimes: {script: {argv: ['/bin/sh', path.join(folder, 'agent.sh')]}}};
	writeFileSync(path.join(made.root, '.mosaic', 'config.json'), JSON.stringify(config));
	if (options.gates) {
		const file = path.join(made.root, '.mosaic', 'orchestrator', 'mission.json');
		writeFileSync(file, JSON.stringify({...JSON.parse(readFileSync(file, 'utf8')), quality_gates: options.gates}));
	}
	return made;
};

/** Replaces what agents do from now on. Each start leaves a line in \`started\`. */
export const setAgent = (place: Workshop, script: string): void =>
	writeFileSync(
		path.join(place.folder, 'agent.sh'),
		`echo "$MOSAIC_RUN $MOSAIC_STEP $MOSAIC_TASK" >>"$SHOP/started"\n${script}`,
	);

/** The steps that agents were started for, in order: \`run-001 implement T1\`. */
export const startsIn = (place: Workshop): string[] => linesOf(path.join(place.folder, 'started'));

export const gitIn = (place: Workshop, ...args: string[]): string =>
	execFileSync('git', args, {cwd: place.root, env: place.env, encoding: 'utf8'}).trimEnd();

/** The subjects of the commits on main, newest first. */
export const commitsIn = (place: Workshop): string[] => gitIn(place, 'log', '--format=%s', 'main').split('\n');

export const taskStatus = (place: Workshop, id: string): string | undefined =>
	parseTasks(readFileSync(path.join(place.root, 'TASKS.md'), 'utf8')).tasks.find((task) => task.id === id)?.statusText;

export const reportOf = (place: Workshop, runId: string): Promise<RunView> =>
	mosaicJson<RunView>(place, ['report', runId]);

export type EventDocument = {seq: number; runId: string | null; type: string; data: Record<string, unknown>};

export const eventsOf = async (place: Workshop, runId?: string): Promise<EventDocument[]> => {
	const {stdout} = await mosaic(place, ['events', '--json', ...(runId === undefined ? [] : ['--run', runId])]);
	return linesOfText(stdout).map((line) => JSON.parse(line) as EventDocument);
};

export const enginesIn = (place: Workshop): MarkedProcess[] =>
	processesWith(place.mark).filter(({command}) => command.includes('/engine.js'));

/** Waits until the engine and every host went by themselves. */
export const allGone = (place: Workshop): Promise<boolean> =>
	until('the end of engine and hosts', () => processesWith(place.mark).length === 0);

/** Nothing is left of any run: no worktree, no branch of ours, no lease, no socket, no temp file. */
export const expectTidy = (place: Workshop, branches: readonly string[] = []): void => {
	expect(gitIn(place, 'worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
	const left = gitIn(place, 'branch', '--format=%(refname:short)', '--list', 'mosaic/*').split('\n').filter(Boolean);
	expect(left).toEqual(branches);
	const names = readdirSync(path.join(place.root, '.mosaic'), {recursive: true, encoding: 'utf8'});
	expect(names.filter((name) => name.endsWith('.sock') || name.endsWith('.tmp'))).toEqual([]);
	expect(gitIn(place, 'status', '--porcelain')).toBe('');
};

const linesOfText = (text: string): string[] => text.split('\n').filter((line) => line !== '');

const linesOf = (file: string): string[] => (existsSync(file) ? linesOfText(readFileSync(file, 'utf8')) : []);
