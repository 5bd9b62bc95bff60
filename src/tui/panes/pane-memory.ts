// Follows the open mission's panes and keeps them for the next time.

import type {PanesState} from './panes-state.ts';
import {panesFrom, rememberedOf} from './remembered.ts';

/** Where a person's arrangements are kept; given by the one who mounts the screen. Neither call waits for a disk's write. */
export type Memory = {
	readonly recall: (
		project: string,
	) =>
		| {readonly kind: 'nothing'}
		| {readonly kind: 'value'; readonly value: unknown}
		| {readonly kind: 'unreadable'; readonly message: string};
	readonly remember: (project: string, value: unknown) => void;
};

type Seen = {readonly project: string | null; readonly panes: PanesState};

/**
 * Told of every state: gives the panes that are to be taken up when another mission was opened, and a word where they
 * cannot be read. Whether panes or lists are seen is taken up at the start only; later a person came from the lists.
 */
export const followPanes = (memory: Memory) => {
	let project: string | null = null;
	let known = '';
	let first = true;
	const readable = new Set<string>();

	const enter = (next: string): {panes?: PanesState; problem?: string} => {
		const found = memory.recall(next);
		const atStart = first;
		first = false;
		if (found.kind === 'unreadable') return {problem: found.message};
		const panes = found.kind === 'value' ? panesFrom(found.value) : undefined;
		if (found.kind === 'value' && panes === undefined)
			return {
				problem: 'The remembered layout of this mission cannot be read; it stays as it is, and a new one is not kept.',
			};
		readable.add(next);
		if (panes === undefined) return {};
		return {panes: atStart ? panes : {...panes, open: false}};
	};

	return ({project: now, panes}: Seen): {panes?: PanesState; problem?: string} => {
		if (now === null) {
			project = null;
			return {};
		}
		const text = JSON.stringify(rememberedOf(panes));
		if (now !== project) {
			project = now;
			known = text;
			return enter(now);
		}
		if (text !== known && readable.has(now)) memory.remember(now, rememberedOf(panes));
		known = text;
		return {};
	};
};
