// Finds the tool of an agent that does what a script asks, and fills in its arguments by the names they have there.
import type {Call, Tool, ToolTurn} from './script.ts';

const NAMES: Readonly<Record<ToolTurn['kind'], readonly string[]>> = {
	write: ['Write', 'write', 'write_file'],
	edit: ['Edit', 'edit', 'replace'],
	shell: ['Bash', 'bash', 'exec_command', 'shell_command', 'shell', 'run_shell_command'],
	ask: ['AskUserQuestion', 'question', 'request_user_input', 'ask_user'],
	plan: ['TodoWrite', 'todowrite', 'update_plan', 'write_todos'],
	named: [],
};

/** The call, or null where the agent has no such tool. */
export const callFor = (turn: ToolTurn, tools: readonly Tool[], cwd: string, id: string): Call | null => {
	const tool = tools.find((one) =>
		turn.kind === 'named' ? fullName(one).endsWith(turn.name) : NAMES[turn.kind].includes(one.name),
	);
	if (tool) return {id, tool, input: complete(tool, inputFor(turn, tool, cwd)), text: null};
	if (turn.kind === 'named' && turn.hidden) {
		const {namespace} = turn.hidden;
		const hidden = {name: turn.name, namespace, properties: {}, required: [], isText: false};
		return {id, tool: hidden, input: {...turn.input}, text: null};
	}
	const patch = tools.find(({name}) => name === 'apply_patch');
	if (patch && (turn.kind === 'write' || turn.kind === 'edit')) {
		const change =
			turn.kind === 'write'
				? [`*** Add File: ${turn.path}`, `+${turn.content}`]
				: [`*** Update File: ${turn.path}`, '@@', `-${turn.before}`, `+${turn.after}`];
		const text = ['*** Begin Patch', ...change, '*** End Patch'].join('\n');
		return {id, tool: patch, input: {input: text}, text: patch.isText ? text : null};
	}
	return null;
};

const fullName = ({namespace, name}: Tool): string => `${namespace ?? ''}${name}`;

const inputFor = (turn: ToolTurn, tool: Tool, cwd: string): Record<string, unknown> => {
	const file = (path: string) => named(tool, ['file_path', 'filePath', 'path'], `${cwd}/${path}`);
	switch (turn.kind) {
		case 'write':
			return {...file(turn.path), ...named(tool, ['content'], `${turn.content}\n`)};
		case 'edit':
			if ('edits' in tool.properties) return {...file(turn.path), edits: [{oldText: turn.before, newText: turn.after}]};
			return {
				...file(turn.path),
				...named(tool, ['old_string', 'oldString'], turn.before),
				...named(tool, ['new_string', 'newString'], turn.after),
			};
		case 'shell': {
			const key = 'command' in tool.properties ? 'command' : 'cmd';
			const isList = tool.properties[key]?.type === 'array';
			const asks = turn.escalate && 'sandbox_permissions' in tool.properties;
			const leave = {sandbox_permissions: 'require_escalated', justification: 'May it run?'};
			return {[key]: isList ? ['bash', '-c', turn.command] : turn.command, ...(asks ? leave : {})};
		}
		case 'named':
			return {...turn.input};
		case 'ask': {
			const options = turn.options.map((label) => ({label, description: label}));
			const one = {
				id: 'q1',
				question: turn.question,
				header: 'Choice',
				type: 'choice',
				multiSelect: false,
				multiple: false,
				options,
			};
			return {questions: [one]};
		}
		case 'plan': {
			const items = turn.items.map((text, at) => ({
				content: text,
				description: text,
				step: text,
				activeForm: text,
				priority: 'low',
				id: String(at),
				status: at === 0 ? 'completed' : 'pending',
			}));
			return 'plan' in tool.properties ? {plan: items.map(({step, status}) => ({step, status}))} : {todos: items};
		}
	}
};

const named = (tool: Tool, keys: readonly string[], value: unknown): Record<string, unknown> => {
	const key = keys.find((candidate) => candidate in tool.properties) ?? (keys[0] as string);
	return {[key]: value};
};

const complete = (tool: Tool, input: Record<string, unknown>): Record<string, unknown> => {
	const filled = {...input};
	for (const key of tool.required) {
		if (key in filled) continue;
		const type = tool.properties[key]?.type;
		filled[key] = type === 'boolean' ? false : type === 'number' || type === 'integer' ? 1 : 'a scripted step';
	}
	return filled;
};
