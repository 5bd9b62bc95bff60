// Four runs at once in one repository, for tasks that depend on each other, with every kind of bad agent among them, while
// a person edits the tasks file: the good work arrives, once, the rest says why not, and nothing is left behind.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {RunView} from '../../src/domain/run.ts';
import {processesWith} from '../support/marked-processes.ts';
import {mosaic, mosaicJson, startMosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {
	allGone,
	commitsIn,
	eventsOf,
	GOOD_AGENT,
	gitIn,
	startsIn,
	taskStatus,
	type Workshop,
	workshop,
} from '../support/workshop.ts';

const row = (id: string, title: string, depends = '') => `| ${id} | not-started | ${title} | ${depends} | | | |`;
const TASKS = [
	'# House',
	'',
	'| id | status | description | depends | verify | pr | notes |',
	'|---|---|---|---|---|---|---|',
	row('A1', 'Ground'),
	row('A2', 'Walls', 'A1'),
	row('A3', 'Roof', 'A2'),
	row('FAIL', 'Fails'),
	row('HANG', 'Hangs'),
	row('NONE', 'Produces nothing'),
	row('BAD', 'Answers nonsense'),
	row('EDIT', 'Edits the plan'),
	row('DIRT', 'Dirties the main tree'),
	row('LEFT', 'Leaves processes'),
	row('CLASH', 'Changes what another changed'),
	row('GONE', 'Is taken back'),
	row('AFTER', 'Waits for a failure', 'FAIL'),
	'',
].join('\n');

const AGENT = `
case "$MOSAIC_TASK" in
	FAIL) echo 'I give up'; exit 3;;
	HANG) echo 'thinking'; exec sleep 900;;
	NONE) exit 0;;
	BAD) echo x >bad.txt; git add bad.txt; git commit -qm bad || true; echo '{"status":"perhaps"}' >"$MOSAIC_RESULT"; exit 0;;
	EDIT) sed -i 's/not-started/done/' TASKS.md; git commit -qam 'All is done' || true
		sed -i 's/^| EDIT | in-progress/| EDIT | done/' "$MOSAIC_PROJECT/TASKS.md";;
	DIRT) echo mess >"$MOSAIC_PROJECT/mess.txt"; echo more >>"$MOSAIC_PROJECT/shared.txt"; echo half >half.txt;;
	LEFT) setsid sleep 900 </dev/null >/dev/null 2>&1 & (trap '' INT TERM HUP; exec sleep 900) </dev/null >/dev/null 2>&1 &;;
	CLASH) while [ ! -f "$SHOP/clashed" ]; do sleep 0.05; done;;
	GONE) while [ ! -f "$SHOP/taken-back" ]; do sleep 0.05; done;;
esac
${GOOD_AGENT}`;

const CONFIG = {
	workflow: 'quick',
	parallel: 4,
	workflows: {
		quick: {
			steps: [
				{key: 'implement', kind: 'agent', attempts: 2, inactivity: '2s'},
				{key: 'verify', kind: 'check', commands: ['git diff --check HEAD']},
				{key: 'integrate', kind: 'integrate'},
			],
		},
	},
};

const edit = (place: Workshop, change: (text: string) => string): void => {
	const file = path.join(place.root, 'TASKS.md');
	writeFileSync(file, change(readFileSync(file, 'utf8')));
};

/** False while mosaic itself moves the branch: then git refuses, as it does between two people. */
const commitByHand = (place: Workshop): boolean => {
	try {
		gitIn(place, 'add', 'CLASH.txt');
		gitIn(place, 'commit', '-qm', 'By hand', '--', 'CLASH.txt');
		return true;
	} catch {
		return false;
	}
};

test('many tasks, four at once, with bad agents and a busy person', async () => {
	const place = await workshop({tasks: TASKS, files: {'shared.txt': 'one\n'}, agent: AGENT});
	const file = path.join(place.root, '.mosaic', 'config.json');
	writeFileSync(file, JSON.stringify({...JSON.parse(readFileSync(file, 'utf8')), ...CONFIG}));
	const run = startMosaic(place, ['run', '--all']);
	await until('the task that will conflict', () => startsIn(place).some((line) => line.endsWith(' CLASH')), 120_000);
	writeFileSync(path.join(place.root, 'CLASH.txt'), 'by hand\n');
	await until('a commit by hand', () => commitByHand(place));
	writeFileSync(path.join(place.folder, 'clashed'), '');
	await until('the task that is taken back', () => startsIn(place).some((line) => line.endsWith(' GONE')), 120_000);
	edit(
		place,
		(text) =>
			`${text.replace(/^(\| GONE \| )in-progress/m, '$1cancelled').replace('| Roof |', '| Roof, with tiles |')}\nA note of mine.\n`,
	);
	writeFileSync(path.join(place.folder, 'taken-back'), '');
	const {exitCode, stderr} = await run.finished;
	expect(exitCode).toBe(1);
	const done = ['A1', 'A2', 'A3', 'EDIT', 'DIRT', 'LEFT'];
	const failed = ['FAIL', 'HANG', 'NONE', 'BAD', 'CLASH'];
	const status = (ids: readonly string[]) => ids.map((id) => `${id} ${taskStatus(place, id)}`);
	expect(status(done)).toEqual(done.map((id) => `${id} done`));
	expect(status(failed)).toEqual(failed.map((id) => `${id} failed`));
	expect(status(['GONE', 'AFTER'])).toEqual(['GONE cancelled', 'AFTER not-started']);
	expect(stderr).toContain('not done: FAIL, HANG, NONE, BAD, CLASH, AFTER');
	const {runs} = await mosaicJson<{runs: RunView[]}>(place, ['runs']);
	const why = Object.fromEntries(runs.map(({taskId, failure}) => [taskId, failure?.cause ?? null]));
	expect(why).toMatchObject({
		FAIL: 'agent',
		HANG: 'inactivity-timeout',
		BAD: 'no-usable-output',
		CLASH: 'git',
		GONE: 'cancelled',
		A3: null,
	});
	for (const {closed} of runs) expect(closed).toBe(true);
	// One commit for each task that is done, and what a person wrote stands.
	expect(commitsIn(place).sort()).toEqual(
		[
			'By hand',
			'Dirties the main tree',
			'Edits the plan',
			'Ground',
			'Leaves processes',
			'Roof',
			'Walls',
			'start',
		].sort(),
	);
	const text = readFileSync(path.join(place.root, 'TASKS.md'), 'utf8');
	expect(text).toContain('A note of mine.');
	expect(text).toContain('| Roof, with tiles |');
	expect(readFileSync(path.join(place.root, 'shared.txt'), 'utf8')).toBe('one\nmore\n');
	await allGone(place);
	expect(processesWith(place.mark)).toEqual([]);
	expect(gitIn(place, 'worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
	const events = await eventsOf(place);
	expect(events.map(({seq}) => seq)).toEqual(events.map((_, index) => index + 1));
	const integrated = events.filter(({type}) => type === 'integrated').map(({data}) => data.taskId);
	expect([...integrated].sort()).toEqual([...done].sort());
	expect(atOnce(events)).toBeLessThanOrEqual(4);
	expect((await mosaic(place, ['status'])).exitCode).toBe(0);
});

/** The most runs that were under way at the same time. */
const atOnce = (events: readonly {type: string; runId: string | null}[]): number => {
	const open = new Set<string | null>();
	let most = 0;
	for (const {type, runId} of events) {
		if (type === 'run.created' || type === 'run.started') open.add(runId);
		if (type === 'run.ended') open.delete(runId);
		most = Math.max(most, open.size);
	}
	return most;
};
