// Makes a mission, or fills in what an existing one lacks. Safe to repeat; nothing that exists is overwritten.
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {refuse} from '../domain/errors.ts';
import type {Milestone, Mission} from '../domain/mission.ts';
import {quoted} from '../domain/text.ts';
import {manifestText, scratchpadText} from './documents.ts';
import {createMission, findMission, missionPaths, writeMission} from './mission-file.ts';
import {writeNewFile} from './new-file.ts';
import {slug} from './slug.ts';

export type InitRequest = {
	readonly root: string;
	readonly dotMosaic: string;
	readonly orchestratorDir: string;
	readonly missionFile: string;
	/** What the person asked for; what is undefined keeps its value, or gets a default in a new mission. */
	readonly name: string | undefined;
	readonly id: string | undefined;
	readonly tasksFile: string | undefined;
	/** For a new mission: the tasks file to adopt or make, and the milestones that it names. */
	readonly defaultTasksFile: string;
	readonly milestones: readonly Milestone[];
};

export type InitOutcome = {readonly mission: Mission; readonly created: boolean; readonly files: readonly string[]};

/**
 * Writes mission.json, manifest, scratchpad and `.mosaic/.gitignore`. Gives the mission and the files that are new.
 * Refused, with nothing written, where a mission with another id than the one asked for exists.
 */
export const initMission = (request: InitRequest): InitOutcome => {
	const existing = findMission(request.missionFile);
	if (existing) requireSameId(existing, request.id);
	mkdirSync(request.orchestratorDir, {recursive: true, mode: 0o755});
	// Everything under .mosaic is this machine's: a commit of it would hand one person's sessions to another.
	const ignored = path.join(request.dotMosaic, '.gitignore');
	const files = writeNewFile(ignored, '*\n') ? [ignored] : [];
	const {mission, created} = existing ? amend(existing, request) : create(request);
	const places = missionPaths(mission, request.root);
	if (created) files.push(request.missionFile);
	// A mission.json that somebody wrote may name documents elsewhere; only those of this project are made.
	const own = (file: string) => !path.relative(request.root, file).startsWith('..');
	if (own(places.manifestFile) && writeNewFile(places.manifestFile, manifestText(mission)))
		files.push(places.manifestFile);
	if (own(places.scratchpadFile) && writeNewFile(places.scratchpadFile, scratchpadText(mission)))
		files.push(places.scratchpadFile);
	return {mission, created, files};
};

const create = (request: InitRequest): {mission: Mission; created: boolean} => {
	const mission = newMission(request);
	if (createMission(request.missionFile, mission)) return {mission, created: true};
	const other = findMission(request.missionFile);
	return other ? amend(other, request) : create(request);
};

// Scripts, prompts and capsules know the mission by its id, so it never changes.
const requireSameId = ({id}: Mission, asked: string | undefined): void => {
	if (asked !== undefined && asked !== id)
		refuse(
			'refused',
			'other-id',
			`the mission here has the id ${quoted(id)}, which stays. Leave out --id, or use --project for another folder.`,
		);
};

const amend = (existing: Mission, request: InitRequest): {mission: Mission; created: false} => {
	requireSameId(existing, request.id);
	const mission = amendedMission(existing, request);
	if (JSON.stringify(mission) !== JSON.stringify(existing)) writeMission(request.missionFile, mission);
	return {mission, created: false};
};

type Asked = Pick<InitRequest, 'name' | 'tasksFile' | 'milestones'>;

/** The existing mission with what was asked for, and with milestones where it has none. */
const amendedMission = (existing: Mission, asked: Asked): Mission => ({
	...existing,
	...(asked.name === undefined ? {} : {name: asked.name}),
	...(asked.tasksFile === undefined ? {} : {tasks_file: asked.tasksFile}),
	...(existing.milestones.length > 0 ? {} : {milestones: [...asked.milestones]}),
});

/** A new mission; its paths are relative, so that the project can be moved. */
const newMission = (request: InitRequest): Mission => {
	const name = request.name ?? (path.basename(request.root) || 'mission');
	const orchestratorDir = path.relative(request.root, request.orchestratorDir);
	return {
		id: request.id ?? slug(name, 'mission'),
		name,
		project_path: '.',
		orchestrator_dir: orchestratorDir,
		tasks_file: request.tasksFile ?? request.defaultTasksFile,
		manifest_file: path.join(orchestratorDir, 'manifest.md'),
		scratchpad_file: path.join(orchestratorDir, 'scratchpad.md'),
		quality_gates: null,
		status: 'active',
		milestones: [...request.milestones],
		sessions: [],
	};
};
