// Permission requests of ACP agents: what is asked, and which of the offered answers means what.
import type {PermissionOption, PermissionOptionKind, ToolCallUpdate} from '@agentclientprotocol/sdk/unstable';
import type {PermissionRequest} from '../../domain/permission.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import {allAskedPlaces} from '../../files/asked-places.ts';
import {pathsOf, toolKindOf, toolNameOf} from './tool.ts';

/** What the request is about, as rules see it. */
export const permissionRequestOf = (call: ToolCallUpdate, cwd: string): PermissionRequest => ({
	tool: toolNameOf(call),
	kind: toolKindOf(call.kind),
	paths: allAskedPlaces(cwd, pathsOf(call)),
	command: commandOf(call),
	title: plainLine(call.title ?? ''),
});

/** Only the field of the call itself is a command; a title is prose about it. */
const commandOf = ({rawInput}: ToolCallUpdate): string | null => {
	const command = (rawInput as {command?: unknown} | null | undefined)?.command;
	return typeof command === 'string' && command.trim() !== '' ? command : null;
};

/** What a person is asked, in one line. */
export const permissionQuestion = (call: ToolCallUpdate, cwd: string): string => {
	const {kind, command, paths, tool} = permissionRequestOf(call, cwd);
	const title = plainLine(call.title ?? '') || plainLine(tool);
	const about = command ?? (title.includes(paths[0] ?? '\0') ? undefined : paths.join(', '));
	const words = about && plainLine(about) !== title ? `${title}: ${plainLine(about)}` : title;
	return `Permission (${kind}): ${shorten(words, 1500)}`;
};

const WORDS: Readonly<Record<PermissionOptionKind, string>> = {
	allow_once: 'Allow',
	allow_always: 'Always allow',
	reject_once: 'Deny',
	reject_always: 'Always deny',
};

// What a person says most, and what lasts least, comes first.
const ORDER: readonly string[] = ['allow_once', 'reject_once', 'allow_always', 'reject_always'];
const rank = ({kind}: PermissionOption): number => (ORDER.indexOf(kind) + ORDER.length + 1) % (ORDER.length + 1);

/** The answers in our words: the agent's own could call a yes a no. Its words tell apart several of one kind. */
export const answersOf = (options: readonly PermissionOption[]): ReadonlyMap<string, string> => {
	const sorted = options.toSorted((a, b) => rank(a) - rank(b));
	const named = sorted.slice(0, 20).map(({kind, name, optionId}, index) => {
		const word = WORDS[kind] ?? 'Other';
		const alone = options.filter((option) => option.kind === kind).length === 1;
		return [alone ? word : `${word} ${index + 1} (${shorten(plainLine(name), 80)})`, optionId] as const;
	});
	return new Map(named);
};

/** The answer that a rule gives. Leave is given for this once and never for more; undefined: a person has to say. */
export const ruledAnswer = (action: 'allow' | 'deny', options: readonly PermissionOption[]): string | undefined => {
	const first = (wanted: PermissionOptionKind) => options.find(({kind}) => kind === wanted)?.optionId;
	return action === 'allow' ? first('allow_once') : (first('reject_once') ?? first('reject_always'));
};
