// What an agent may do without a person's word: rules by tool, path and command; the first that fits decides. Pure.
import * as z from 'zod/mini';
import type {ToolKind} from './agent-event.ts';
import {splitCommands} from './command-line.ts';

const text = z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(1000));

export const PermissionRule = z.strictObject({
	action: z.enum(['allow', 'ask', 'deny']),
	/** What kind of tool, or the tool's own name; `*` stands for any letters. */
	tool: z.optional(text),
	/** Below the checkout; `*` stands for any letters, slashes too. An absolute one for files elsewhere. */
	path: z.optional(text),
	/** A whole command; `*` stands for any letters. */
	command: z.optional(text),
	/** Why; it stands in the record. */
	reason: z.optional(text),
});
export type PermissionRule = z.infer<typeof PermissionRule>;

/** What an agent asks leave for. */
export type PermissionRequest = {
	readonly tool: string;
	readonly kind: ToolKind;
	/** Relative to the checkout where they lie within, else absolute; without `..`. */
	readonly paths: readonly string[];
	/** The command exactly as it would run; null where the agent told none, or only words about it. */
	readonly command: string | null;
	/** The agent's words about it. They can keep it from being done, never get it leave. */
	readonly title: string;
};

export type PermissionDecision = {
	readonly action: PermissionRule['action'];
	/** The rule's own words, or what stands for them. */
	readonly reason: string;
};

/**
 * The decision about a request; without a rule that fits a person is asked. Leave is given only where everything the
 * request is about fits the rule: each of its files, each command between `&&`, and no command that only a shell can
 * take apart. A denial needs one of them to fit; where it is not known whether one does, no later rule gives leave.
 */
export const decidePermission = (rules: readonly PermissionRule[], request: PermissionRequest): PermissionDecision => {
	const index = rules.findIndex((rule) => fits(rule, request));
	const rule = rules[index];
	if (!rule) return {action: 'ask', reason: 'no rule fits'};
	const doubt = rule.action === 'allow' ? rules.slice(0, index).findIndex((before) => mayFit(before, request)) : -1;
	if (doubt >= 0) return {action: 'ask', reason: `permissions.${doubt} may fit: what it is about is not known whole`};
	return {action: rule.action, reason: rule.reason ?? `permissions.${index}`};
};

const fits = (rule: PermissionRule, request: PermissionRequest): boolean =>
	fitsTool(rule, request) && fitsPath(rule, request) && fitsCommand(rule, request);

const OF_FILES: readonly ToolKind[] = ['write', 'edit', 'read'];

/** Whether a rule against it would fit if the file, or the command, were one that it names. */
const mayFit = (rule: PermissionRule, request: PermissionRequest): boolean => {
	if (rule.action === 'allow' || !fitsTool(rule, request)) return false;
	const file = OF_FILES.includes(request.kind) && request.paths.length === 0;
	const command = request.kind === 'shell' && request.command === null;
	return (file || fitsPath(rule, request)) && (command || fitsCommand(rule, request)) && (file || command);
};

const fitsTool = ({tool}: PermissionRule, request: PermissionRequest): boolean =>
	tool === undefined || matches(tool, request.kind) || matches(tool, request.tool);

const fitsPath = ({path, action}: PermissionRule, {paths}: PermissionRequest): boolean => {
	if (path === undefined) return true;
	const one = (file: string): boolean => file.startsWith('/') === path.startsWith('/') && matches(path, file);
	return action === 'allow' ? paths.length > 0 && paths.every(one) : paths.some(one);
};

/** For a shell a line end begins the next command, and of all that looks like a blank only two are. */
const NO_BLANK = /[^\S \t]|\p{Cc}(?<!\t)/u;

const fitsCommand = ({command, action}: PermissionRule, request: PermissionRequest): boolean => {
	if (command === undefined) return true;
	const words = request.command ?? '';
	if (action !== 'allow')
		return [words.trim(), request.title.trim(), ...looseCommands(words)].some((part) => matches(command, part));
	const split = splitCommands(words);
	if (!split.ok || NO_BLANK.test(words)) return false;
	return split.commands.every(([program = '', ...rest]) => {
		// A program with a blank in its name is none that a person meant by two words.
		return !/\s/.test(program) && matches(command, [program, ...rest].join(' '));
	});
};

const BORDER = /&&|\|\||\$\(|[\n\r;|&(){}`]/;
/** What stands before a command without being it. */
const LEADING =
	/^(?:[A-Za-z_]\w*=\S*\s+|(?:then|do|else|if|while|until|!|time|exec|command|builtin|nohup|env|sudo)\s+)+/;

/** What may be commands in a text that only a shell understands; too many rather than too few. */
const looseCommands = (text: string): string[] =>
	text.split(BORDER).flatMap((piece) => {
		const plain = piece
			.replace(/["'\\]/g, '')
			.trim()
			.replace(/\s+/g, ' ');
		return plain === '' ? [] : [plain, plain.replace(LEADING, '')];
	});

/** Whether a text is of a pattern in which only `*` means something. Takes time in proportion to both. */
export const matches = (pattern: string, value: string): boolean => {
	const [first = '', ...rest] = pattern.split('*');
	const last = rest.pop();
	if (last === undefined) return value === pattern;
	if (!value.startsWith(first)) return false;
	let at = first.length;
	for (const piece of rest) {
		const found = value.indexOf(piece, at);
		if (found < 0) return false;
		at = found + piece.length;
	}
	return value.length - last.length >= at && value.endsWith(last);
};
