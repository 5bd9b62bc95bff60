// What an agent asks leave for as the rules of the settings see it, whichever way it asked.
import type {ToolKind} from '../../domain/agent-event.ts';
import {
	decidePermission,
	type PermissionDecision,
	type PermissionRequest,
	type PermissionRule,
} from '../../domain/permission.ts';
import {plainLine} from '../../domain/text.ts';
import {allAskedPlaces} from '../../files/asked-places.ts';

/** What is asked, before it has a number. */
export type Asked = {
	readonly tool: string;
	readonly kind: ToolKind;
	readonly command: string | null;
	readonly path: string | null;
	readonly words: string;
};

/** What a wish is about, files and command whole, as its tool would get them. */
export type About = Pick<Asked, 'tool' | 'kind' | 'command'> & {
	readonly paths: readonly string[];
	readonly words: string | null;
};

/** The request as rules see it, of an agent that works in `cwd`: files below it are relative to it. */
export const requestOf = ({tool, kind, command, paths, words}: About, cwd: string): PermissionRequest => ({
	tool,
	kind,
	paths: allAskedPlaces(cwd, paths),
	command: kind === 'shell' ? command : null,
	title: plainLine(words ?? ''),
});

/** The decision of the rules about what an agent asks that works in `cwd`. */
export const decideAsked = (
	rules: readonly PermissionRule[],
	{path: file, ...asked}: Asked,
	cwd: string,
): PermissionDecision => decidePermission(rules, requestOf({...asked, paths: file === null ? [] : [file]}, cwd));
