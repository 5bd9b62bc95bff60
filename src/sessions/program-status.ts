// OSC 7501, the Program Status Protocol: a program tells its terminal what it is doing.
import {plainLine, shorten} from '../domain/text.ts';

const PROGRAM_STATES = ['idle', 'working', 'done', 'blocked', 'error', 'clear'] as const;
export type ProgramState = (typeof PROGRAM_STATES)[number];

const KINDS = ['permission', 'question', 'auth'] as const;

export type ProgramStatus = {
	readonly state: ProgramState;
	/** What a blocked program waits for, where it says so. */
	readonly kind: (typeof KINDS)[number] | null;
	readonly app: string | null;
	/** The program's words: one clean line of at most 200 characters. */
	readonly message: string | null;
};

const LONGEST_REPORT = 8192;

/**
 * The status in an OSC 7501 payload such as `state=blocked:app=claude:kind=question:msg=V2h5Pw==`. Null for whatever
 * is not exactly of that form: a state is acted on, so a half-understood one is none. Unknown keys are passed over.
 */
export const parseProgramStatus = (payload: string): ProgramStatus | null => {
	if (payload.length > LONGEST_REPORT) return null;
	const fields = new Map<string, string>();
	for (const part of payload.split(':')) {
		const match = /^([a-z][a-z0-9_-]*)=([\x20-\x7e]*)$/.exec(part);
		if (!match || fields.has(match[1] as string)) return null;
		fields.set(match[1] as string, match[2] as string);
	}
	const state = PROGRAM_STATES.find((known) => known === fields.get('state'));
	const message = decodeMessage(fields.get('msg'));
	if (state === undefined || message === undefined) return null;
	const app = fields.get('app');
	return {
		state,
		kind: KINDS.find((known) => known === fields.get('kind')) ?? null,
		app: app ? shorten(app, 60) : null,
		message,
	};
};

/** Null without a message, undefined when it is not base64 of UTF-8. */
const decodeMessage = (text: string | undefined): string | null | undefined => {
	if (text === undefined || text === '') return null;
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
	try {
		const decoded = new TextDecoder('utf-8', {fatal: true}).decode(Buffer.from(text, 'base64'));
		return shorten(plainLine(decoded), 200) || null;
	} catch {
		return undefined;
	}
};
