// What a session host and its viewers say to each other over the unix socket: frames of JSON or of raw bytes.
import * as z from 'zod/mini';
import {LeaveDecision} from '../domain/leave.ts';
import {TerminalColours} from '../domain/outer-terminal.ts';
import {SessionState} from '../domain/session.ts';
import {SessionProgress} from '../domain/session-progress.ts';
import {ScreenSignal, SessionSignals} from '../domain/signal.ts';

/** Raised whenever an older peer would misunderstand; both sides refuse another number in one line. */
export const PROTOCOL = 1;

const Cells = z.int().check(z.minimum(1), z.maximum(1000));

/** From a viewer. The first one must be `hello`. */
export const ViewerMessage = z.discriminatedUnion('type', [
	z.object({type: z.literal('hello'), protocol: z.number(), token: z.string()}),
	/** `screen`: a snapshot, then the bytes that follow. `output`: the bytes from the start. Both hear of states and the end. Older hosts
	 * pass over the rest: `colours` are those of the person's terminal, `seen` says that the person looks at it now. */
	z.object({
		type: z.literal('watch'),
		what: z.enum(['screen', 'output', 'state']),
		colours: z.optional(TerminalColours),
		seen: z.optional(z.boolean()),
	}),
	z.object({type: z.literal('resize'), cols: Cells, rows: Cells, colours: z.optional(TerminalColours)}),
	/** `interrupt` asks the agent, as Ctrl-C does; `end` ends it and all it started. */
	z.object({type: z.literal('stop'), how: z.enum(['interrupt', 'end']), by: z.string()}),
	/** From the agent itself: what it is at. Answered by its state. */
	z.object({type: z.literal('report'), message: z.string().check(z.maxLength(1000))}),
	/** From the renderer of a headless agent: what its stream says. */
	z.object({
		type: z.literal('stream'),
		/** Null: it says nothing any more, a person took the agent over. */
		state: z.nullable(z.enum(['working', 'waiting', 'idle'])),
		message: z.nullable(z.string().check(z.maxLength(1000))),
		progress: SessionProgress,
		/** Whether a person can go on with the agent in its own screen. */
		canHandOver: z._default(z.boolean(), true),
	}),
	/** A person takes over from a headless agent, at once or after its turn. Answered by `taking-over`, or refused. */
	z.object({type: z.literal('take-over'), when: z.enum(['now', 'turn']), by: z.string().check(z.maxLength(200))}),
	/** From the renderer: a decision to be recorded, answered by `recorded`. */
	z.object({type: z.literal('decided'), decision: LeaveDecision}),
	/** From a hook that the agent started, answered by `hook-answer`; at once, unless it asks for leave. */
	z.object({
		type: z.literal('hook'),
		event: z.string().check(z.maxLength(100)),
		payload: z.record(z.string(), z.unknown()),
	}),
	/** A person's word about a wish, answered by `wish-decided`, or refused. */
	z.object({
		type: z.literal('decide-wish'),
		id: z.string().check(z.maxLength(100)),
		allow: z.boolean(),
		reason: z.string().check(z.maxLength(2000)),
	}),
	/** A prompt to be typed into its screen, once for each reason, where it stands at its own. Answered by `typed`, or refused. */
	z.object({
		type: z.literal('prompt'),
		why: z.string().check(z.maxLength(100)),
		text: z.string().check(z.maxLength(100_000)),
	}),
]);
export type ViewerMessage = z.infer<typeof ViewerMessage>;

/** From the host. */
export const HostMessage = z.discriminatedUnion('type', [
	z.object({type: z.literal('welcome'), protocol: z.number(), sessionId: z.string()}),
	z.object({type: z.literal('refused'), code: z.string(), message: z.string()}),
	/** A new terminal of this size; the next bytes bring it to the session's screen, those after follow it. `firstLine` is the number of its first line. */
	z.object({type: z.literal('screen'), cols: Cells, rows: Cells, firstLine: z._default(z.number(), 0)}),
	z.object({type: z.literal('resized'), cols: Cells, rows: Cells}),
	z.object({
		type: z.literal('state'),
		state: SessionState,
		evidence: z.string(),
		message: z.nullable(z.string()),
		rule: z._default(z.nullable(z.string()), null),
		seen: z._default(z.nullable(z.string()), null),
	}),
	/** What the agent signals; then what its signals came to, told to those who come later. */
	z.object({type: z.literal('signal'), signal: ScreenSignal}),
	z.object({type: z.literal('signals'), signals: SessionSignals}),
	/** A viewer was too slow: so many bytes of output were left out. */
	z.object({type: z.literal('skipped'), bytes: z.number()}),
	z.object({type: z.literal('recorded'), id: z.string()}),
	/** What the hook prints; null: nothing. */
	z.object({type: z.literal('hook-answer'), output: z.nullable(z.string())}),
	z.object({type: z.literal('wish-decided'), id: z.string()}),
	z.object({type: z.literal('typed')}),
	/** To the renderer; then to the one who asked for it. */
	z.object({type: z.literal('take-over'), when: z.enum(['now', 'turn'])}),
	z.object({type: z.literal('taking-over')}),
	/** The last message: the session is over and its files are up to date, or `fault` says why they are not. */
	z.object({type: z.literal('ended'), reason: z.string(), fault: z.nullable(z.string())}),
]);
export type HostMessage = z.infer<typeof HostMessage>;

/** A frame: four bytes of length, one of kind, then the payload. */
const HEADER = 5;
const JSON_FRAME = 0;
const BYTES_FRAME = 1;
/** A snapshot with its scrollback is the longest frame; anything above is no peer of ours. */
export const LONGEST = 64 * 1024 * 1024;

/** A message as a frame. */
export const messageFrame = (message: ViewerMessage | HostMessage): Buffer => jsonFrame(message);

/** Any JSON value as a frame; for protocols other than this one. */
export const jsonFrame = (value: object): Buffer => frame(JSON_FRAME, Buffer.from(JSON.stringify(value)));

/** Raw bytes as a frame: a person's keys to the host, the agent's output from it. */
export const bytesFrame = (bytes: Uint8Array): Buffer => frame(BYTES_FRAME, bytes);

const frame = (kind: number, payload: Uint8Array): Buffer => {
	const whole = Buffer.allocUnsafe(HEADER + payload.length);
	whole.writeUInt32BE(payload.length, 0);
	whole[4] = kind;
	whole.set(payload, HEADER);
	return whole;
};

export type FrameHandlers = {readonly onMessage: (json: unknown) => void; readonly onBytes: (bytes: Buffer) => void};

/**
 * Cuts a stream into frames. A chunk is the caller's again when `push` returns. `push` throws on what is no frame, or is longer than `longest` says at that time; the
 * connection is then to be closed.
 */
export const createFrameReader = (
	handlers: FrameHandlers,
	longest: () => number = () => LONGEST,
): {push(chunk: Buffer): void} => {
	let chunks: Buffer[] = [];
	let length = 0;
	const take = (): boolean => {
		if (length < HEADER) return false;
		let all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length);
		chunks = [all];
		const size = all.readUInt32BE(0);
		if (size > longest()) throw new Error(`a frame of ${size} bytes`);
		if (length < HEADER + size) return false;
		const payload = all.subarray(HEADER, HEADER + size);
		const kind = all[4];
		all = all.subarray(HEADER + size);
		chunks = all.length > 0 ? [all] : [];
		length = all.length;
		hand(kind, payload, handlers);
		return true;
	};
	/** What is not whole yet is kept; all before it is a copy already. */
	const keep = (): void => {
		const last = chunks.pop();
		if (last) chunks.push(Buffer.from(last));
	};
	return {
		push: (chunk) => {
			// A key, its echo: nearly every chunk is one whole frame.
			if (length === 0 && isOneFrame(chunk, longest())) return hand(chunk[4], chunk.subarray(HEADER), handlers);
			chunks.push(chunk);
			length += chunk.length;
			// Joining is put off until the frame is complete, so that a long one costs its length once.
			const pending = pendingSize(chunks, length);
			const waits = pending <= HEADER + longest() && chunks.length > 1 && length < pending;
			while (!waits && take());
			keep();
		},
	};
};

const hand = (kind: number | undefined, payload: Buffer, {onBytes, onMessage}: FrameHandlers): void => {
	if (kind === BYTES_FRAME) onBytes(payload);
	else if (kind === JSON_FRAME) onMessage(JSON.parse(payload.toString()));
	else throw new Error(`a frame of kind ${kind}`);
};

const isOneFrame = (chunk: Buffer, longest: number): boolean => {
	if (chunk.length < HEADER) return false;
	const size = chunk.readUInt32BE(0);
	return size <= longest && chunk.length === HEADER + size;
};

const pendingSize = (chunks: readonly Buffer[], length: number): number => {
	const first = chunks[0];
	return first && first.length >= 4 ? HEADER + first.readUInt32BE(0) : Math.min(length, HEADER);
};
