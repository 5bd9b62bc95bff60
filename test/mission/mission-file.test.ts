import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {Capsule} from '../../src/domain/capsule.ts';
import type {Mission} from '../../src/domain/mission.ts';
import {buildCapsule, writeCapsule} from '../../src/mission/capsule-file.ts';
import {createMission, missionPaths, readMission, writeMission} from '../../src/mission/mission-file.ts';
import {scratchDirectory} from '../support/scratch.ts';

const MISSION: Mission = {
	id: 'm',
	name: 'Mission',
	project_path: '.',
	orchestrator_dir: '.mosaic/orchestrator',
	tasks_file: 'TASKS.md',
	manifest_file: '/elsewhere/manifest.md',
	scratchpad_file: 'scratchpad.md',
	status: 'active',
	milestones: [{id: 'M1', name: 'One', status: 'pending', owner: 'Ada'}],
	sessions: [],
	extra: {kept: true},
};

const file = (): string => path.join(scratchDirectory(), 'mission.json');

describe('the mission file', () => {
	test('keeps keys that mosaic does not know', () => {
		const at = file();
		writeMission(at, MISSION);
		writeMission(at, {...readMission(at), status: 'paused'});
		expect(JSON.parse(readFileSync(at, 'utf8'))).toEqual({...MISSION, status: 'paused'});
	});

	test('is refused with the field named, and stays as it is', () => {
		const at = file();
		const bad = JSON.stringify({...MISSION, milestones: [{id: 'M1', name: 'One', status: 'maybe'}]});
		writeFileSync(at, bad);
		expect(() => readMission(at)).toThrow(`${at}: milestones.0.status: `);
		expect(readFileSync(at, 'utf8')).toBe(bad);
	});

	test('that is missing says how to make one', () => {
		expect(() => readMission(file())).toThrow('run `mosaic init`');
	});

	test('is created once: the second creator changes nothing', () => {
		const at = file();
		expect(createMission(at, MISSION)).toBe(true);
		expect(createMission(at, {...MISSION, name: 'Other'})).toBe(false);
		expect(readMission(at).name).toBe('Mission');
	});

	test('names paths that are absolute or relative to the project', () => {
		expect(missionPaths(MISSION, '/p')).toEqual({
			project: '/p',
			orchestratorDir: '/p/.mosaic/orchestrator',
			tasksFile: '/p/TASKS.md',
			manifestFile: '/elsewhere/manifest.md',
			scratchpadFile: '/p/scratchpad.md',
		});
	});
});

test('the capsule says what the next agent needs, and holds its own schema', () => {
	const capsule = buildCapsule({
		now: new Date(0),
		runtime: 'claude',
		mission: MISSION,
		root: '/p',
		milestone: {id: 'M1', name: 'One'},
		taskId: 'T1',
		progress: {done: 1, total: 3, pct: 33},
		branch: null,
	});
	const at = path.join(scratchDirectory(), 'next-task.json');
	writeCapsule(at, capsule);
	expect(existsSync(at)).toBe(true);
	expect(Capsule.parse(JSON.parse(readFileSync(at, 'utf8')))).toEqual({
		generated_at: '1970-01-01T00:00:00.000Z',
		runtime: 'claude',
		mission_id: 'm',
		mission_name: 'Mission',
		project_path: '/p',
		quality_gates: null,
		current_milestone: {id: 'M1', name: 'One'},
		next_task: 'T1',
		progress: {tasks_done: 1, tasks_total: 3, pct: 33},
		current_branch: null,
	});
});
