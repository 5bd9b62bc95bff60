// What can be asked of the engine of one project.
import * as z from 'zod/mini';
import {RunCommand} from '../../domain/run-command.ts';

const text = z.string().check(z.minLength(1));

/** A run of a task. What is left out comes from the settings. */
export const StartRun = z.strictObject({
	type: z.literal('start'),
	/** Undefined: the next ready task. */
	taskId: z.optional(text),
	workflow: z.optional(text),
	milestone: z.optional(text),
	/** Plays every role that the settings bind to nothing. */
	runtime: z.optional(text),
	/** The implementer's model, before that of its role. */
	model: z.optional(text),
	/** Replaces the command of the implementer. */
	argv: z.optional(z.array(z.string()).check(z.minLength(1))),
	/** Added to the environment of the run's agents; never recorded. */
	env: z.optional(z.record(z.string(), z.string())),
	/** Asking again under the same token is asking once. */
	token: z.optional(text),
});
export type StartRun = z.infer<typeof StartRun>;

/** All ready tasks, in the order of their dependencies, several at once. */
export const StartBatch = z.strictObject({
	type: z.literal('start-batch'),
	workflow: z.optional(text),
	/** The last task; undefined for all. */
	until: z.optional(text),
	parallel: z.optional(z.int().check(z.minimum(1), z.maximum(64))),
	runtime: z.optional(text),
	argv: z.optional(z.array(z.string()).check(z.minLength(1))),
	env: z.optional(z.record(z.string(), z.string())),
});
export type StartBatch = z.infer<typeof StartBatch>;

/** Something asked of one run. The answer to `ask` comes when a person gave it. */
const OfRun = z.strictObject({type: z.literal('of-run'), runId: text, command: RunCommand});

export const EngineCommand = z.discriminatedUnion('type', [
	StartRun,
	StartBatch,
	OfRun,
	/** Says that the engine is there; keeps nothing. */
	z.strictObject({type: z.literal('ping')}),
]);
export type EngineCommand = z.infer<typeof EngineCommand>;
