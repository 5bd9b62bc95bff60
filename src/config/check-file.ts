// Everything that is wrong with the workflows of a file, instead of only the first thing.
import type * as z from 'zod/mini';
import {Workflow} from '../domain/workflow.ts';
import {explainIssue, pathText} from './explain-issue.ts';
import {ConfigFile, UserConfigFile} from './schema.ts';
import {planKnown, type WorkflowSettings} from './workflows.ts';

export type FileProblem = {readonly path: string; readonly message: string};

export type FileCheck = {
	/** The workflows that could be read, by name; a file that is one workflow has the name ''. */
	readonly workflows: readonly string[];
	readonly problems: readonly FileProblem[];
};

/** Checks a settings file, or a file that is one workflow (it has `steps`), against what the settings bind. */
export const checkFile = (document: unknown, owner: 'user' | 'project', settings: WorkflowSettings): FileCheck => {
	if (isWorkflow(document)) return checkWorkflow(document, settings);
	const schema = owner === 'user' ? UserConfigFile : ConfigFile;
	const parsed = schema.safeParse(document);
	if (!parsed.success) return {workflows: [], problems: explained(schema, document, parsed.error.issues)};
	const {runtime = settings.runtime, roles = {}, workflows = {}} = parsed.data;
	const bound = {...settings, runtime, roles: {...settings.roles, ...roles}};
	const problems = Object.entries(workflows).flatMap(([name, workflow]) => {
		const planned = planKnown(bound, {name, workflow});
		return planned.ok ? [] : planned.problems.map(({path, message}) => at(['workflows', name, ...path], message));
	});
	return {workflows: Object.keys(workflows), problems};
};

const checkWorkflow = (document: unknown, settings: WorkflowSettings): FileCheck => {
	const parsed = Workflow.safeParse(document);
	if (!parsed.success) return {workflows: [], problems: explained(Workflow, document, parsed.error.issues)};
	const planned = planKnown(settings, {name: '', workflow: parsed.data});
	return {workflows: [''], problems: planned.ok ? [] : planned.problems.map(({path, message}) => at(path, message))};
};

const isWorkflow = (document: unknown): boolean =>
	typeof document === 'object' && document !== null && Object.hasOwn(document, 'steps');

const explained = (schema: z.ZodMiniType, document: unknown, issues: readonly z.core.$ZodIssue[]): FileProblem[] =>
	issues.map((issue) => {
		const {path, message} = explainIssue(schema, document, issue);
		return at(path, message);
	});

const at = (path: readonly PropertyKey[], message: string): FileProblem => ({path: pathText(path), message});
