// Tool calls of ACP agents in mosaic's words. Pure; every field may be missing.
import type {ToolCallUpdate} from '@agentclientprotocol/sdk/unstable';
import type {ToolCall, ToolKind} from '../../domain/agent-event.ts';
import {shorten} from '../../domain/text.ts';

const KINDS: Readonly<Record<string, ToolKind>> = {
	read: 'read',
	edit: 'edit',
	delete: 'edit',
	move: 'edit',
	search: 'search',
	execute: 'shell',
	think: 'plan',
	fetch: 'web',
};

/** The kind of a tool by the kind that the protocol gives it. */
export const toolKindOf = (kind: string | null | undefined): ToolKind =>
	kind && Object.hasOwn(KINDS, kind) ? (KINDS[kind] as ToolKind) : 'other';

/** What a tool is called to people, 200 characters at most. */
export const toolNameOf = ({name, kind, title}: ToolCallUpdate): string =>
	shorten(name || kind || title || 'tool', 200);

/** All files that a call names. */
export const pathsOf = ({locations, content, rawInput}: ToolCallUpdate): string[] => {
	const diffs = (content ?? []).flatMap((part) => (part.type === 'diff' ? [part.path] : []));
	const input = (rawInput ?? {}) as Record<string, unknown>;
	const named = ['file_path', 'filePath', 'path', 'filepath'].flatMap((key) =>
		typeof input[key] === 'string' ? [input[key]] : [],
	);
	return [...new Set([...(locations ?? []).map((location) => location.path), ...diffs, ...named])].slice(0, 100);
};

/** The command or file it is about; null before it is known. */
export const subjectOf = (call: ToolCallUpdate): string | null => {
	const command = (call.rawInput as {command?: unknown} | null | undefined)?.command;
	return typeof command === 'string' ? command : (pathsOf(call)[0] ?? null);
};

/** The call with what it is about. */
export const toolCallOf = (call: ToolCallUpdate): ToolCall => {
	const subject = subjectOf(call) ?? call.title ?? null;
	return {
		id: call.toolCallId,
		tool: toolNameOf(call),
		kind: toolKindOf(call.kind),
		subject: subject === null ? null : shorten(subject, 4000),
	};
};
