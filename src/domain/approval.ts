// What waits for a person: approvals and questions.
import * as z from 'zod/mini';

/** A remark on a piece of the work. `side` tells which version of a changed file the line is of. */
export const Comment = z.object({
	file: z._default(z.nullable(z.string()), null),
	line: z._default(z.nullable(z.int().check(z.minimum(1))), null),
	side: z._default(z.nullable(z.enum(['old', 'new'])), null),
	text: z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(20_000)),
});
export type Comment = z.infer<typeof Comment>;

/**
 * Why a person is asked: the workflow says so (`after-step`, or an `approval-step` of its own), the agent said
 * that it is `blocked`, or that a `human` should look.
 */
export type ApprovalReason = 'after-step' | 'approval-step' | 'blocked' | 'human';

export type ApprovalAction = 'approve' | 'request-changes' | 'reject';

export type Decision = {
	readonly action: ApprovalAction;
	/** The proposal as the person edited it; null where it was taken as it is. */
	readonly text: string | null;
	readonly comments: readonly Comment[];
	readonly by: string;
};

export type ApprovalState = 'open' | 'approved' | 'changes-requested' | 'rejected' | 'withdrawn';

export type Approval = {
	/** `run-001-a1`: each approval has its own, so a decision can never reach a later one. */
	readonly id: string;
	readonly runId: string;
	readonly step: string;
	readonly turn: number;
	readonly reason: ApprovalReason;
	/** What is asked, in one line. */
	readonly title: string;
	/** What is proposed: the words that later steps read, and that can be edited. */
	readonly proposal: string;
	/** The commit that was looked at; a decision about another one is stale. */
	readonly commit: string | null;
	readonly state: ApprovalState;
	readonly openedAt: string;
	readonly decidedAt: string | null;
	readonly decision: Decision | null;
};

export type QuestionState = 'open' | 'answered' | 'withdrawn';

/** A question of an agent (SPEC WF-5). Without options the answer is free text. */
export type Question = {
	/** `run-001-q1` */
	readonly id: string;
	readonly runId: string;
	readonly step: string;
	readonly turn: number;
	readonly sessionId: string | null;
	readonly question: string;
	readonly options: readonly string[];
	readonly state: QuestionState;
	readonly askedAt: string;
	readonly answeredAt: string | null;
	readonly answer: string | null;
	readonly by: string | null;
};
