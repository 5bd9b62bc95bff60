// The lines above a session's screen, by numbers that stay. xterm counts from the oldest line that it still has; the
// lines that it gave up are counted here.
import type {LineAnchor, PromptMark, ScreenHistory} from '../domain/screen.ts';
import {createPromptMarks} from './prompt-marks.ts';
import {type ExtraOf, giveCells} from './screen-cells.ts';
import {followMainBuffer, type MainBuffer} from './terminal-internals.ts';
import type {TerminalParser} from './terminal-replies.ts';

type FollowedTerminal = {readonly parser: unknown; readonly buffer: {readonly active: {readonly type: string}}};

export type FollowedHistory = ScreenHistory & {
	/** Gives the terminal another size; marks and anchors stay with their lines. */
	whileResizing(resize: () => void): void;
};

/** Follows a terminal from its beginning; its first line has the number `firstLine`. */
export const createHistory = (terminal: FollowedTerminal, firstLine: number, extraOf: ExtraOf): FollowedHistory => {
	const count = countLines(terminal, firstLine);
	const anchors = new Set<Followed>();
	const marks = createPromptMarks(terminal.parser as TerminalParser, () =>
		terminal.buffer.active.type === 'alternate' ? null : count.screen() + count.buffer().y,
	);
	// xterm's list goes round: an index past its end would give a line from its beginning.
	const lineAt = (line: number) => {
		const {lines} = count.buffer();
		const at = line - count.first();
		return at >= 0 && at < lines.length ? lines.get(at) : undefined;
	};
	return {
		get first() {
			return count.first();
		},
		get screen() {
			return count.screen();
		},
		get end() {
			return count.first() + count.buffer().lines.length;
		},
		cells: (line, sink) => {
			const raw = lineAt(line);
			if (raw) giveCells(raw, sink, extraOf);
		},
		wraps: (line) => lineAt(line)?.isWrapped === true,
		marks: () => marks.since(count.first()),
		anchor: (line) => anchorAt({line}, anchors, count.first),
		whileResizing: (resize) => {
			const kept = marks.since(count.first());
			const places = [...anchors].map(follower(count));
			const markPlaces = kept.map(follower(count));
			resize();
			[...anchors].forEach((anchor, at) => {
				anchor.line = places[at]?.() ?? null;
			});
			marks.replace(kept.flatMap((mark, at): PromptMark[] => moved(mark, markPlaces[at]?.() ?? null)));
		},
	};
};

type Followed = {line: number | null};

const moved = (mark: PromptMark, line: number | null): PromptMark[] => (line === null ? [] : [{...mark, line}]);

type LineCount = ReturnType<typeof countLines>;

/**
 * Counts the lines that are given up at the top. A full reset gives up those above the cursor, and the terminal begins
 * anew in its line: so the reset at the head of a snapshot counts for nothing.
 */
const countLines = (terminal: object, firstLine: number) => {
	let first = firstLine;
	let buffer: MainBuffer | undefined;
	followMainBuffer(terminal, (next) => {
		if (buffer) first += buffer.ybase + buffer.y;
		buffer = next;
		next.lines.onTrim((lines) => {
			if (buffer === next) first += lines;
		});
	});
	const current = (): MainBuffer => buffer as MainBuffer;
	return {first: () => first, buffer: current, screen: () => first + current().ybase};
};

const anchorAt = (followed: Followed, anchors: Set<Followed>, first: () => number): LineAnchor => {
	anchors.add(followed);
	return {
		get line() {
			return followed.line !== null && followed.line >= first() ? followed.line : null;
		},
		release: () => void anchors.delete(followed),
	};
};

/** Ties a line to xterm's own marker, which every new line above would cost time, and gives what reads and unties it. */
const follower =
	(count: LineCount) =>
	({line}: {readonly line: number | null}): (() => number | null) => {
		const at = line === null ? -1 : line - count.first();
		const buffer = count.buffer();
		if (at < 0 || at >= buffer.lines.length) return () => null;
		const marker = buffer.addMarker(at);
		return () => {
			const now = marker.isDisposed || marker.line < 0 ? null : count.first() + marker.line;
			marker.dispose();
			return now;
		};
	};
