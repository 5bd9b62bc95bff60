import * as z from 'zod/mini';

/** What was decided about a wish of an agent, by a rule or a person. On record before the agent is told. */
export const LeaveDecision = z.object({
	/** The agent's own id of the wish; within a session, a wish is decided once. */
	id: z.string().check(z.minLength(1), z.maxLength(200)),
	tool: z.string().check(z.maxLength(200)),
	/** The file or command, where it is known. */
	subject: z.nullable(z.string().check(z.maxLength(4001))),
	decision: z.enum(['allow', 'deny']),
	by: z.enum(['policy', 'person']),
	reason: z.string().check(z.maxLength(2000)),
});
export type LeaveDecision = z.infer<typeof LeaveDecision>;
