// A wish as the rules of the settings see it.
import path from 'node:path';
import type {ToolKind} from '../../domain/agent-event.ts';
import {decidePermission, type PermissionDecision, type PermissionRule} from '../../domain/permission.ts';

/** What is asked, before it has a number. */
export type Asked = {
	readonly tool: string;
	readonly kind: ToolKind;
	readonly command: string | null;
	readonly path: string | null;
	readonly words: string;
};

/** The decision of the rules about what an agent asks that works in `cwd`. */
export const decideAsked = (
	rules: readonly PermissionRule[],
	{tool, kind, command, path: file, words}: Asked,
	cwd: string,
): PermissionDecision =>
	decidePermission(rules, {
		tool,
		kind,
		paths: file === null ? [] : [within(cwd, file)],
		command: kind === 'shell' ? command : null,
		title: words,
	});

const within = (cwd: string, file: string): string => {
	const absolute = path.resolve(cwd, file);
	const relative = path.relative(cwd, absolute);
	return relative === '..' || relative.startsWith(`..${path.sep}`) ? absolute : relative;
};
