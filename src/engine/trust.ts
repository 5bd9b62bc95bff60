// What came with the repository and would decide what runs on this machine. It counts only after a person looked at it;
// what is mosaic's own record never comes with a repository at all.
import {createHash} from 'node:crypto';
import {existsSync, realpathSync} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type {ProjectPaths} from '../config/paths.ts';
import {trustedDigest} from '../config/trust.ts';
import {type Refusal, Refused} from '../domain/errors.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {toldSettings, visible} from '../domain/told-settings.ts';
import {readJsonFile, readText} from '../files/json-file.ts';
import {type TrackedFile, trackedFiles} from '../git/tracked.ts';
import {findMission, missionPaths} from '../mission/mission-file.ts';

export type Brought = {
	/** Files of the repository that only mosaic may write; no word makes them good. */
	readonly ownState: readonly string[];
	/** What the repository says about what runs here, line by line, cleaned. */
	readonly files: readonly {readonly name: string; readonly lines: readonly string[]}[];
	/** Null where there is nothing to look at. */
	readonly digest: string | null;
};

const NOTHING: Brought = {ownState: [], files: [], digest: null};

/** Looks at what git tracks under `.mosaic`. Refused where git is there and does not say. */
export const broughtAlong = (paths: ProjectPaths, env: NodeJS.ProcessEnv): Brought => {
	const tracked = trackedFiles(paths.root, '.mosaic', env);
	if (tracked === null)
		throw new Refused({
			kind: 'refused',
			code: 'git-silent',
			message: `${paths.root}: git does not say what of .mosaic came with the repository. \`git -C ${paths.root} ls-files .mosaic\` shows why.`,
		});
	if (tracked.length === 0) return NOTHING;
	const names = new Set(tracked.map((file) => file.path.toLowerCase()));
	const ownState = tracked.filter(isOwnState).map((file) => plainLine(file.path));
	const config = names.has('.mosaic/config.json') ? settingsOf(paths.configFile) : null;
	const mission = names.has('.mosaic/orchestrator/mission.json') ? missionOf(paths.missionFile) : null;
	const files = [
		...(config ? [{name: '.mosaic/config.json', lines: config.lines}] : []),
		...(mission ? [{name: '.mosaic/orchestrator/mission.json', lines: mission.lines}] : []),
	];
	if (files.length === 0) return {...NOTHING, ownState};
	const text = JSON.stringify([config?.text ?? null, mission?.text ?? null]);
	return {ownState, files, digest: createHash('sha256').update(text).digest('hex')};
};

/** Why nothing may be started here yet, or undefined. */
export const whyNotTrusted = (paths: ProjectPaths, env: NodeJS.ProcessEnv): Refusal | undefined => {
	const brought = broughtAlong(paths, env);
	const own = whyNotOwn(brought) ?? whyNotWritten(paths, env);
	if (own || brought.digest === null || trustedDigest(paths.root, env) === brought.digest) return own;
	const names = brought.files.map(({name}) => name).join(' and ');
	return {
		kind: 'refused',
		code: 'untrusted',
		message: `${names} came with the repository and would decide what runs here. \`mosaic trust\` shows what that is, and takes your word for it.`,
	};
};

/**
 * Why the tasks file must not be written: the repository's own link leads to somebody else's file. A person's link does not
 * come with the repository.
 */
const whyNotWritten = ({root, missionFile}: ProjectPaths, env: NodeJS.ProcessEnv): Refusal | undefined => {
	const mission = findMission(missionFile);
	const name = mission && path.relative(root, missionPaths(mission, root).tasksFile);
	if (!name || isOutside(name) || !existsSync(path.join(root, name))) return undefined;
	const real = realpathSync(path.join(root, name));
	if (!isOutside(path.relative(root, real))) return undefined;
	const parents = name.split(path.sep).map((_, index, all) => all.slice(0, index + 1).join('/'));
	const link = parents.find((part) => trackedFiles(root, part, env)?.some((file) => file.path === part && file.isLink));
	if (link === undefined) return undefined;
	return {
		kind: 'refused',
		code: 'tasks-elsewhere',
		message: `${plainLine(link)} came with the repository as a link to ${plainLine(real)}, which mosaic would write to. Put a tasks file in its place, or name another with \`mosaic init --tasks\`.`,
	};
};

const isOutside = (relative: string): boolean =>
	relative === '..' || relative.startsWith('../') || path.isAbsolute(relative);

/** Why a person's mark must not be written: journal or tasks file are the repository's, not this project's. */
export const whyNotMarkable = (paths: ProjectPaths, env: NodeJS.ProcessEnv): Refusal | undefined =>
	whyNotOwn(broughtAlong(paths, env)) ?? whyNotWritten(paths, env);

/** Refuses a project whose journal or other state of mosaic's own came with the repository: it could say that anything is under way. */
export const requireOwnState = (paths: ProjectPaths, env: NodeJS.ProcessEnv): void => {
	const refusal = whyNotOwn(broughtAlong(paths, env));
	if (refusal) throw new Refused(refusal);
};

/** Refuses a project that is not trusted. */
export const requireTrust = (paths: ProjectPaths, env: NodeJS.ProcessEnv): void => {
	const refusal = whyNotTrusted(paths, env);
	if (refusal) throw new Refused(refusal);
};

/** Why the project's state is not mosaic's own. */
export const whyNotOwn = ({ownState: [first, ...more]}: Brought): Refusal | undefined =>
	first === undefined
		? undefined
		: {
				kind: 'refused',
				code: 'foreign-state',
				message: `${quoted(first)}${more.length === 0 ? '' : ` and ${more.length} more`} came with the repository, but only mosaic may write it. Look at it, move it away, and take it out with \`git rm -r --cached\`.`,
			};

const OWN = /^\.mosaic\/(?:mosaic\.db|run\/|runs\/|sessions\/|worktrees\/|orchestrator\/session\.lock$)/i;

const isOwnState = ({path, isLink}: TrackedFile): boolean => isLink || OWN.test(path);

/** Settings that start nothing and let nobody do more. */
const HARMLESS = new Set(['$schema', 'prices', 'secrets', 'parallel']);

const settingsOf = (file: string): {text: string; lines: string[]} | null => {
	const text = readText(file);
	const document = readJsonFile(file, z.unknown());
	if (text === undefined || typeof document !== 'object' || document === null) return null;
	const says = Object.fromEntries(Object.entries(document).filter(([key]) => !HARMLESS.has(key)));
	return Object.keys(says).length === 0 ? null : {text, lines: toldSettings(says)};
};

/** mosaic itself writes status, milestones and sessions; what a person decides about is the rest. */
const missionOf = (file: string): {text: string; lines: string[]} | null => {
	const mission = findMission(file);
	if (!mission) return null;
	const {name, project_path, orchestrator_dir, tasks_file, manifest_file, scratchpad_file, quality_gates} = mission;
	const says = {
		tasks_file,
		manifest_file,
		scratchpad_file,
		orchestrator_dir,
		project_path,
		quality_gates: quality_gates ?? [],
	};
	const lines = [
		...toldSettings(says),
		`and the commands in the verify cells of ${visible(JSON.stringify(tasks_file))}, as they stand at each start`,
	];
	return {text: JSON.stringify([name, says]), lines};
};
