// `mosaic init`: makes a mission of what is here. Nothing that exists is overwritten.
import {existsSync, mkdirSync, realpathSync, statSync} from 'node:fs';
import path from 'node:path';
import type {ProjectPaths} from '../config/paths.ts';
import {addProject} from '../config/projects.ts';
import {refusalFrom, refuse} from '../domain/errors.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {type InitOutcome, initMission} from '../mission/init.ts';
import {milestonesOf} from '../mission/milestones.ts';
import {findMission, missionPaths} from '../mission/mission-file.ts';
import {writeNewFile} from '../mission/new-file.ts';
import {discoverTasksFiles, newTasksFile, readTasksFile} from '../tasks/file.ts';
import type {Context} from './context.ts';
import {counted} from './count.ts';
import {nameWithin} from './mission-here.ts';
import type {InitCommandOptions} from './options.ts';

type Done = InitOutcome & {readonly tasksFile: string; readonly taskCount: number; readonly adopted: boolean};

/** Makes or completes the mission of the project. */
export const initCommand = async (context: Context, options: InitCommandOptions): Promise<number> => {
	const paths = context.paths();
	checkNames(options);
	const done = init(context, paths, options);
	register(context, paths.root);
	if (context.json) context.output.document('init', initDocument(paths, done));
	else context.output.print(initText(paths, done));
	return 0;
};

// The mission works without standing in the list of missions; a home that cannot be written is no reason to fail.
const register = ({env, output}: Context, root: string): void => {
	try {
		addProject(root, env, new Date());
	} catch (error) {
		output.warn(`warning: the list of missions was not updated: ${refusalFrom(error).message}`);
	}
};

const checkNames = ({name, id}: InitCommandOptions): void => {
	if (name !== undefined && (plainLine(name) !== name || name === '' || name.length > 200))
		refuse('usage', 'bad-name', `${quoted(name)} is no name for a mission: one line of 1 to 200 printable characters.`);
	if (id !== undefined && !/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u.test(id))
		refuse(
			'usage',
			'bad-id',
			`${quoted(id)} is no id: letters, digits, ".", "_" and "-", at most 60, a letter or digit first.`,
		);
};

const init = (context: Context, paths: ProjectPaths, {name, id, tasks}: InitCommandOptions): Done => {
	const existing = findMission(paths.missionFile);
	const asked = tasks === undefined ? undefined : insideProject(paths.root, tasks, context.cwd);
	const kept = existing && missionPaths(existing, paths.root).tasksFile;
	const tasksFile = asked ?? kept ?? adoptable(paths.root);
	// Read before anything is written: a tasks file that cannot be read refuses the whole init.
	const list = readTasksFile(tasksFile);
	const adopted = existsSync(tasksFile);
	const relative = path.relative(paths.root, tasksFile);
	const outcome = initMission({
		...paths,
		name,
		id,
		tasksFile: asked === undefined ? undefined : relative,
		defaultTasksFile: relative,
		milestones: milestonesOf(list.tasks),
	});
	if (!adopted && writeNewTasks(tasksFile, outcome.mission.name))
		return {...outcome, files: [...outcome.files, tasksFile], tasksFile, taskCount: 0, adopted: false};
	return {...outcome, tasksFile, taskCount: list.tasks.length, adopted: true};
};

const writeNewTasks = (file: string, missionName: string): boolean => {
	mkdirSync(path.dirname(file), {recursive: true});
	return writeNewFile(file, newTasksFile(missionName));
};

/** The one tasks file that is here, or where a new one goes. Several are the person's choice. */
const adoptable = (root: string): string => {
	const found = discoverTasksFiles(root);
	if (found.length > 1) {
		const names = found.slice(0, 6).map(plainLine).join(', ');
		refuse(
			'usage',
			'several-tasks-files',
			`${found.length} tasks files are here: ${names}. Choose one with --tasks FILE.`,
		);
	}
	return insideProject(root, found[0] ?? 'TASKS.md', root);
};

/** The absolute path of a file in the project; links that lead outside count as outside. */
const insideProject = (root: string, name: string, cwd: string): string => {
	const fromHere = path.resolve(cwd, name);
	const file = existsSync(fromHere) || isWithin(root, fromHere) ? fromHere : path.resolve(root, name);
	if (!isWithin(root, realPathOf(file)))
		refuse('refused', 'outside-project', `${quoted(name)} lies outside the project ${root}. Choose a file within it.`);
	if (statSync(file, {throwIfNoEntry: false})?.isDirectory())
		refuse('usage', 'tasks-is-directory', `${quoted(name)} is a directory. Name the tasks file in it.`);
	return path.join(realPathOf(path.dirname(file)), path.basename(file));
};

const isWithin = (root: string, file: string): boolean => {
	const relative = path.relative(root, file);
	return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};

/** The real path, as far as the path exists. */
const realPathOf = (file: string): string => {
	if (existsSync(file)) return realpathSync(file);
	const parent = path.dirname(file);
	return parent === file ? file : path.join(realPathOf(parent), path.basename(file));
};

const initDocument = (paths: ProjectPaths, done: Done) => ({
	mission: {id: done.mission.id, name: done.mission.name, status: done.mission.status},
	projectPath: paths.root,
	missionFile: paths.missionFile,
	tasksFile: done.tasksFile,
	adopted: done.adopted,
	created: done.created,
	files: done.files,
	tasks: done.taskCount,
});

const initText = (paths: ProjectPaths, done: Done): string => {
	const name = (file: string) => plainLine(nameWithin(paths.root, file));
	const {mission} = done;
	return [
		`${done.created ? 'New mission' : 'Mission'} ${plainLine(mission.name)} (${plainLine(mission.id)}) in ${plainLine(paths.root)}`,
		...(done.adopted
			? [`  tasks    ${name(done.tasksFile)} (${counted(done.taskCount, 'task')}, left as they are)`]
			: []),
		...done.files.map((file) => `  new      ${name(file)}`),
		'',
		done.taskCount === 0
			? `Next: write tasks into ${name(done.tasksFile)}, then \`mosaic run\`.`
			: 'Next: `mosaic tasks`, then `mosaic run`.',
	].join('\n');
};
