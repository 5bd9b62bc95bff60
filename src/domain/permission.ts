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
 * take apart. A denial needs one of them to fit.
 */
export const decidePermission = (rules: readonly PermissionRule[], request: PermissionRequest): PermissionDecision => {
	const index = rules.findIndex((rule) => fits(rule, request));
	const rule = rules[index];
	if (!rule) return {action: 'ask', reason: 'no rule fits'};
	return {action: rule.action, reason: rule.reason ?? `permissions.${index}`};
};

const fits = (rule: PermissionRule, request: PermissionRequest): boolean =>
	fitsTool(rule, request) && fitsPath(rule, request) && fitsCommand(rule, request);

const fitsTool = ({tool}: PermissionRule, request: PermissionRequest): boolean =>
	tool === undefined || matches(tool, request.kind) || matches(tool, request.tool);

const fitsPath = ({path, action}: PermissionRule, {paths}: PermissionRequest): boolean => {
	if (path === undefined) return true;
	const one = (file: string): boolean => file.startsWith('/') === path.startsWith('/') && matches(path, file);
	return action === 'allow' ? paths.length > 0 && paths.every(one) : paths.some(one);
};

const fitsCommand = ({command, action}: PermissionRule, request: PermissionRequest): boolean => {
	if (command === undefined) return true;
	const words = request.command ?? '';
	const split = splitCommands(words);
	const parts = split.ok ? split.commands.map((words) => words.join(' ')) : [];
	// For a shell a line end begins the next command.
	if (action === 'allow') return split.ok && !/[\n\r]/.test(words) && parts.every((part) => matches(command, part));
	return [words.trim(), request.title.trim(), ...parts].some((part) => matches(command, part));
};

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
