// What tools do, and what a call of one is about, whatever a runtime calls it.
import type {ToolCall, ToolKind} from '../domain/agent-event.ts';
import {shorten} from '../domain/text.ts';
import {type Fields, textIn} from './fields.ts';

const KINDS: Readonly<Record<string, ToolKind>> = {
	write: 'write',
	write_file: 'write',
	create: 'write',
	edit: 'edit',
	multiedit: 'edit',
	replace: 'edit',
	notebookedit: 'edit',
	apply_patch: 'edit',
	patch: 'edit',
	read: 'read',
	read_file: 'read',
	read_many_files: 'read',
	view: 'read',
	ls: 'search',
	list: 'search',
	list_directory: 'search',
	glob: 'search',
	grep: 'search',
	find: 'search',
	grep_search: 'search',
	search_file_content: 'search',
	bash: 'shell',
	shell: 'shell',
	exec_command: 'shell',
	run_shell_command: 'shell',
	command_execution: 'shell',
	webfetch: 'web',
	web_fetch: 'web',
	websearch: 'web',
	web_search: 'web',
	google_web_search: 'web',
	task: 'agent',
	agent: 'agent',
	todowrite: 'plan',
	write_todos: 'plan',
	update_plan: 'plan',
	taskcreate: 'plan',
	taskupdate: 'plan',
	askuserquestion: 'question',
	ask_user: 'question',
	question: 'question',
};

const SUBJECTS = [
	'file_path',
	'filePath',
	'path',
	'absolute_path',
	'notebook_path',
	'command',
	'cmd',
	'url',
	'pattern',
	'query',
];
const LONGEST_SUBJECT = 4000;

/** A call of a tool, from its name and arguments. */
export const toolCall = (id: string, tool: string, input: Fields): ToolCall => {
	const subject = SUBJECTS.flatMap((key) => textIn(input, key) ?? [])[0];
	return {id, tool, kind: toolKind(tool), subject: subject === undefined ? null : shorten(subject, LONGEST_SUBJECT)};
};

/** The kind of a tool by the name that its program gives it, in any case; `other` where nobody knows it. */
export const toolKind = (tool: string): ToolKind => {
	const name = tool.toLowerCase();
	return Object.hasOwn(KINDS, name) ? (KINDS[name] as ToolKind) : 'other';
};

const LONGEST_OUTPUT = 20_000;

/** The output of a tool as it is kept: its beginning. The transcript has all of it. */
export const toolOutput = (output: string): string => shorten(output, LONGEST_OUTPUT);
