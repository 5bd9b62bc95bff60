// What the engine process and its clients say to each other, in the frames of protocol.ts. Clients read what is true
// from the project's own files; the socket carries what they ask for, and keeps the engine there while they need it.
import * as z from 'zod/mini';
import {RefusalReport} from '../spawn.ts';

/** Raised whenever an older peer would misunderstand; both sides refuse another number in one line. */
export const ENGINE_PROTOCOL = 1;

/** From a client. The first one must be `hello`. */
export const ClientMessage = z.discriminatedUnion('type', [
	z.object({type: z.literal('hello'), protocol: z.number(), token: z.string()}),
	/** The answer carries the same `id`. */
	z.object({type: z.literal('command'), id: z.int(), command: z.unknown()}),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** From the engine. */
export const EngineMessage = z.discriminatedUnion('type', [
	z.object({type: z.literal('welcome'), protocol: z.number(), pid: z.int()}),
	z.object({type: z.literal('refused'), code: z.string(), message: z.string()}),
	/** The journal has new events of runs. */
	z.object({type: z.literal('changed')}),
	z.object({type: z.literal('done'), id: z.int(), message: z.string(), value: z.unknown()}),
	z.object({type: z.literal('not-done'), id: z.int(), refusal: RefusalReport}),
]);
export type EngineMessage = z.infer<typeof EngineMessage>;
