// Runtimes whose stream goes both ways: the prompt is written to them, they ask there for leave, and are answered there.
import type {Launch} from './adapter.ts';
import {type Fields, fieldsIn, isFields, textIn} from './fields.ts';

export type Leave = {readonly allow: true} | {readonly allow: false; readonly reason: string};

export type LeaveRequest = {
	readonly id: string;
	/** Whole, as the tool would get them; null where the request has none. */
	readonly command: string | null;
	readonly path: string | null;
	readonly answer: (leave: Leave) => string;
};

export type TwoWay = {
	/** The headless launch, made to listen. */
	launch(launch: Launch): Launch;
	/** What is written first. */
	prompt(text: string): string;
	/** What a line asks leave for, with the way to answer; undefined where this is no such line. */
	requestIn(line: string): LeaveRequest | undefined;
};

const line = (value: object): string => `${JSON.stringify(value)}\n`;

/** claude -p --input-format stream-json --permission-prompt-tool stdio. Measured with 2.1.329. */
const claude: TwoWay = {
	launch: (launch) => ({
		...launch,
		argv: [...launch.argv, '--input-format', 'stream-json', '--permission-prompt-tool', 'stdio'],
	}),
	prompt: (text) => line({type: 'user', message: {role: 'user', content: [{type: 'text', text}]}}),
	requestIn: (text) => {
		if (!text.includes('"can_use_tool"')) return undefined;
		const object = parsed(text);
		const request = object && fieldsIn(object, 'request');
		const id = object && textIn(object, 'request_id');
		if (!request || !id || object.type !== 'control_request' || request.subtype !== 'can_use_tool') return undefined;
		const input = fieldsIn(request, 'input');
		const answer = (leave: Leave): string => {
			const response = leave.allow
				? {behavior: 'allow', updatedInput: input}
				: {behavior: 'deny', message: leave.reason};
			return line({type: 'control_response', response: {subtype: 'success', request_id: id, response}});
		};
		const file = textIn(input, 'file_path') ?? textIn(input, 'notebook_path') ?? textIn(input, 'path');
		return {id, command: textIn(input, 'command'), path: file, answer};
	},
};

const TWO_WAY: Readonly<Record<string, TwoWay>> = {claude};

/** The two-way form of a runtime's stream; undefined where it has none. */
export const twoWayOf = (runtime: string): TwoWay | undefined =>
	Object.hasOwn(TWO_WAY, runtime) ? TWO_WAY[runtime] : undefined;

const parsed = (text: string): Fields | undefined => {
	try {
		const value: unknown = JSON.parse(text);
		return isFields(value) ? value : undefined;
	} catch {
		return undefined;
	}
};
