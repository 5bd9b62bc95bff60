// `mosaic workflow`: which workflows there are, what one does, and whether a file of them holds together.
import path from 'node:path';
import * as z from 'zod/mini';
import {checkFile, type FileCheck} from '../config/check-file.ts';
import {type Config, DEFAULT_CONFIG, loadConfig} from '../config/load.ts';
import {configDirectory} from '../config/paths.ts';
import {defaultWorkflow, knownWorkflows, resolveWorkflow, roleBindings} from '../config/workflows.ts';
import {Refused, refusalFrom, refuse} from '../domain/errors.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {readJsonFile} from '../files/json-file.ts';
import type {Context} from './context.ts';
import {counted} from './print/count.ts';
import {table} from './print/table.ts';
import {workflowText} from './print/workflow-text.ts';

/** Runs one of its parts. */
export const workflowCommand = (context: Context, {what, name}: {what: string; name: string | undefined}): number => {
	if (what === 'show') return name === undefined ? list(context) : show(context, name);
	if (what === 'check') return check(context, name);
	return refuse('usage', 'unknown-part', `nothing to do for ${quoted(what)}. Known: show, check.`);
};

const list = (context: Context): number => {
	const config = loadConfig(context.paths().configFile, context.env);
	const chosen = defaultWorkflow(config);
	const workflows = knownWorkflows(config).map(({name, origin, workflow}) => ({
		name,
		origin,
		description: workflow.description ?? null,
		steps: workflow.steps.map(({key}) => key),
	}));
	if (context.json) context.output.document('workflows', {default: chosen, workflows});
	else {
		const rows = workflows.map(({name, description, steps}) => [
			name === chosen ? `${name} (default)` : name,
			steps.join(' → '),
			description ?? '',
		]);
		const columns = [{title: 'workflow'}, {title: 'steps'}, {title: '', flexible: true}];
		context.output.print(table(columns, rows, context.output.columns).join('\n'));
	}
	return 0;
};

const show = (context: Context, name: string): number => {
	const config = loadConfig(context.paths().configFile, context.env);
	const plan = resolveWorkflow(config, name);
	if ('code' in plan) throw new Refused(plan);
	const found = knownWorkflows(config).find((known) => known.name === name);
	const played = new Set(plan.steps.flatMap((step) => ('role' in step ? [step.role] : [])));
	const roles = Object.fromEntries(Object.entries(roleBindings(config)).filter(([role]) => played.has(role)));
	if (context.json)
		context.output.document('workflow', {name, origin: found?.origin, definition: found?.workflow, plan, roles});
	else context.output.print(workflowText(plan, roles, context.output));
	return 0;
};

type Checked = FileCheck & {readonly file: string};

const check = (context: Context, file: string | undefined): number => {
	const checked =
		file === undefined ? checkSettings(context) : [checkOne(context, path.resolve(context.cwd, file), 'project')];
	const problems = checked.flatMap((one) => one.problems.map((problem) => ({file: one.file, ...problem})));
	if (context.json)
		context.output.document('workflow-check', {
			ok: problems.length === 0,
			files: checked.map((one) => ({file: one.file, workflows: one.workflows})),
			problems,
		});
	else {
		const lines = problems.map((problem) => plainLine(`${problem.file}: ${problem.path}: ${problem.message}`));
		context.output.print([...lines, summary(checked, problems.length)].join('\n'));
	}
	return problems.length === 0 ? 0 : 5;
};

const summary = (checked: readonly Checked[], problems: number): string => {
	const workflows = checked.reduce((sum, one) => sum + one.workflows.length, 0);
	if (problems > 0) return `${counted(problems, 'problem')}.`;
	if (checked.length === 0) return 'There are no settings; the workflows that come with mosaic hold together.';
	return `${counted(workflows, 'workflow')} in ${counted(checked.length, 'file')}, no problem.`;
};

const checkSettings = (context: Context): Checked[] => {
	const user = path.join(configDirectory(context.env), 'config.json');
	return [checkOne(context, user, 'user'), checkOne(context, context.paths().configFile, 'project')].filter(
		(one) => one.problems.length > 0 || one.found,
	);
};

const checkOne = (context: Context, file: string, owner: 'user' | 'project'): Checked & {found: boolean} => {
	try {
		const document = readJsonFile(file, z.unknown());
		const missing = document === undefined;
		if (missing && owner === 'project' && file !== context.paths().configFile)
			refuse('not-found', 'no-file', `${plainLine(file)}: no such file.`);
		return {file, found: !missing, ...(missing ? NOTHING : checkFile(document, owner, bindings(context)))};
	} catch (error) {
		if (error instanceof Refused && error.refusal.kind === 'invalid')
			return {
				file,
				found: true,
				workflows: [],
				problems: [{path: 'the whole document', message: error.refusal.message}],
			};
		throw error;
	}
};

const NOTHING: FileCheck = {workflows: [], problems: []};

// Settings that cannot be read are told where they stand; a file of its own is then checked against the defaults.
const bindings = (context: Context): Config => {
	try {
		return loadConfig(context.paths().configFile, context.env);
	} catch (error) {
		if (refusalFrom(error).kind !== 'invalid') throw error;
		return DEFAULT_CONFIG;
	}
};
