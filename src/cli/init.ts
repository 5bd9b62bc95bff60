// `mosaic init`: makes a mission of what is here. Nothing that exists is overwritten.
import {existsSync, mkdirSync, realpathSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import type {ProjectPaths} from '../config/paths.ts';
import {addProject} from '../config/projects.ts';
import {refusalFrom, refuse} from '../domain/errors.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {isGitRepository} from '../git/branch.ts';
import {type InitOutcome, initMission} from '../mission/init.ts';
import {milestonesOf} from '../mission/milestones.ts';
import {findMission, missionPaths} from '../mission/mission-file.ts';
import {writeNewFile} from '../mission/new-file.ts';
import {newTasksFile, readTasksFile} from '../tasks/file.ts';
import {adoptable, insideProject} from './adopt-tasks-file.ts';
import type {Context} from './context.ts';
import type {InitCommandOptions} from './grammar/options.ts';
import {nameWithin} from './mission-here.ts';
import {counted} from './print/count.ts';

type Done = InitOutcome & {readonly tasksFile: string; readonly taskCount: number; readonly adopted: boolean};

/** Makes or completes the mission of the project. */
export const initCommand = async (context: Context, options: InitCommandOptions): Promise<number> => {
	const paths = context.paths();
	checkNames(options);
	const done = init(context, paths, options);
	register(context, paths.root);
	sayWhereItJoined(context, paths.root, done);
	if (context.json) context.output.document('init', initDocument(paths, done));
	else context.output.print(initText(paths, done));
	return 0;
};

// A mission above, in the home directory say, is found from every folder below: whoever meant this folder should know.
const sayWhereItJoined = ({cwd, projectNamed, output}: Context, root: string, {created}: Done): void => {
	if (created || projectNamed || realpathSync(cwd) === root) return;
	output.warn(
		`this folder belongs to the mission in ${root}, so nothing new was made here. For a mission of its own: mosaic init --project .`,
	);
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
	if (!existing) requireProjectFolder(context, paths.root);
	const asked = tasks === undefined ? undefined : insideProject(paths.root, tasks, context.cwd);
	const kept = existing && missionPaths(existing, paths.root).tasksFile;
	// A new mission is given the file; one that has its tasks elsewhere would lose them to a slip of the finger.
	if (existing && asked !== undefined && asked !== kept && !existsSync(asked))
		refuse('not-found', 'no-tasks-file', `${asked}: no such file, so the mission keeps ${kept}. Name one that exists.`);
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

/** Refuses the two folders that hold all projects and are none: a mission there would stand above every other. */
const requireProjectFolder = ({env, projectNamed}: Context, root: string): void => {
	if (projectNamed) return;
	const home = env.HOME || homedir();
	const what = root === path.parse(root).root ? 'the root of the file system' : 'your home directory';
	if (root !== path.parse(root).root && !(existsSync(home) && realpathSync(home) === root)) return;
	refuse(
		'refused',
		'no-project-folder',
		`${root} is ${what}, not a project. Go into the project's folder, or insist with --project ${root}.`,
	);
};

const writeNewTasks = (file: string, missionName: string): boolean => {
	mkdirSync(path.dirname(file), {recursive: true});
	return writeNewFile(file, newTasksFile(missionName));
};

const initDocument = (paths: ProjectPaths, done: Done) => ({
	mission: {id: done.mission.id, name: done.mission.name, status: done.mission.status},
	projectPath: paths.root,
	missionFile: paths.missionFile,
	tasksFile: done.tasksFile,
	adopted: done.adopted,
	created: done.created,
	git: isGitRepository(paths.root),
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
		...(isGitRepository(paths.root) ? [] : ['  git      no repository here: what agents change cannot be taken back']),
		'',
		done.taskCount === 0
			? `Next: write tasks into ${name(done.tasksFile)}, then \`mosaic run\`.`
			: 'Next: `mosaic tasks`, then `mosaic run`.',
	].join('\n');
};
