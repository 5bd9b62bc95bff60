// What happens in a run that the engine drives. These entries carry the run's id and no session's: sessions keep their own.
import type {Approval, Decision, Question} from './approval.ts';
import type {Artifact, TakenIn, Work} from './artifact.ts';
import type {JudgedCheck} from './check.ts';
import type {Effect, Guarded, PullRequest, Workspace} from './effect.ts';
import type {Failure} from './failure.ts';
import type {RecordedFinding} from './finding.ts';
import type {StepVerdict} from './step.ts';
import type {TaskStatus} from './task.ts';
import type {Usage} from './usage.ts';
import type {Estimate} from './when.ts';
import type {StepPlan} from './workflow-plan.ts';

/** One execution of a step. */
type Turn = {step: string; turn: number};

export type RunEvent =
	/** Comes first in the transaction of whatever a person, a script or an agent asked for. */
	| {type: 'command.accepted'; command: string; by: string; token: string | null; fingerprint: string}
	| {type: 'run.paused'}
	| {type: 'run.continued'}
	/** Everything that runs is to end; `run.ended` follows when it has. */
	| {type: 'run.stop-requested'; as: 'cancelled' | 'interrupted'; reason: string}
	/** Goes on at this step. `reset`: it and all later ones are set back, counters too; else only what is not done. */
	| {type: 'run.reopened'; from: string; reset: boolean}
	/** All that follows an end is done; the engine never needs to look at the run again. */
	| {type: 'run.closed'}
	| {type: 'effect.started'; effect: Effect}
	/** A new engine found it unfinished and performs it again, looking first what is there. */
	| {type: 'effect.recovered'; key: string}
	| {type: 'effect.finished'; key: string; outcome: string}
	/** `again`: it will be asked for once more. */
	| {type: 'effect.failed'; key: string; failure: Failure; again: boolean}
	| {type: 'task.state-marked'; taskId: string; to: TaskStatus | 'previous'; note: string | null}
	| {type: 'workspace.prepared'; workspace: Workspace}
	/** Hashes of git's settings that name programs; what they are compared with before git works for a person. */
	| ({type: 'workspace.guarded'} & Guarded)
	| {type: 'workspace.removed'; note: string | null}
	| {type: 'checkpoint.pushed'; tip: string}
	/** `failures`: how many in a row, this one included. */
	| {type: 'checkpoint.failed'; message: string; failures: number}
	| {type: 'report.written'; files: readonly string[]}
	/** `attempt` counts within the step's budget; `turn` is never used twice in a run. */
	| ({type: 'step.started'; attempt: number; sentBack: boolean} & Turn)
	| {type: 'step.skipped'; step: string; reason: string}
	/** Its agent is gone, by itself or not; `work` is what stands in the workspace then. */
	| ({type: 'step.agent-ended'; sessionId: string | null; work: Work | null} & Turn)
	/** Its answer cannot be used; the one repair turn comes next. */
	| ({type: 'step.answer-invalid'; problem: string; sessionId: string | null} & Turn)
	| ({type: 'step.agent-vanished'; reason: 'churn' | 'crash'; message: string} & Turn)
	/** A watchdog ended its agent, the agent failed, or its model's service did; another attempt or the end of the step follows. */
	| ({type: 'step.agent-failed'; failure: Failure} & Turn)
	/** The step said what it has to say; what follows from it is decided next. */
	| ({
			type: 'step.answered';
			verdict: StepVerdict;
			/** The agent wants a person: it cannot go on, or somebody should look. */
			asks: 'blocked' | 'human' | null;
			summary: string;
			/** What later steps read; null where the step says nothing to them. */
			output: string | null;
			estimate: Estimate | null;
	  } & Turn)
	| ({type: 'step.completed'; verdict: StepVerdict; summary: string; output: string | null} & Turn)
	| ({type: 'step.failed'; failure: Failure} & Turn)
	/** Not content with the work: the steps from `to` to `step` are set back, and `to` works again with the findings. */
	| ({type: 'step.sent-back'; to: string; reason: string; extraAttempt: boolean} & Turn)
	/** What its plan adds comes right after it, in place of what an earlier plan of it had added (SPEC RE-6). */
	| ({type: 'steps.added'; steps: readonly StepPlan[]} & Turn)
	/** The same steps must look at the work again, because it is not what they had seen. */
	| ({type: 'step.revalidated'; to: string; work: Work} & Turn)
	/** The base had moved since the work was looked at: it is part of the work now, and these steps (`again`) look at both. */
	| ({type: 'base.taken-in'; again: readonly string[]; work: Work} & Pick<TakenIn, 'base' | 'files'> & Turn)
	| {type: 'approval.opened'; approval: Omit<Approval, 'state' | 'openedAt' | 'decidedAt' | 'decision'>}
	| {type: 'approval.decided'; approvalId: string; decision: Decision}
	| {type: 'approval.withdrawn'; approvalId: string; reason: string}
	| {
			type: 'question.asked';
			question: Pick<Question, 'id' | 'runId' | 'step' | 'turn' | 'sessionId' | 'question' | 'options'>;
	  }
	| {type: 'question.answered'; questionId: string; answer: string; by: string}
	| {type: 'question.withdrawn'; questionId: string; reason: string}
	| {
			type: 'follow-up.received';
			id: string;
			step: string | null;
			kind: 'follow_up' | 'question';
			title: string;
			detail: string | null;
			suggestedAction: string | null;
	  }
	/** So many lines of the follow-ups file of one start of an agent (the effect's `key`) are none, up to now. */
	| {type: 'follow-ups.unreadable'; step: string | null; key: string; bad: number}
	| {type: 'artifact.stored'; artifact: Artifact}
	/** It is not what it was when it was validated (SPEC RE-5). */
	| {type: 'artifact.changed'; artifactId: string; hash: string}
	| {type: 'findings.recorded'; findings: readonly RecordedFinding[]}
	| ({type: 'checks.recorded'; baseline: boolean; results: readonly JudgedCheck[]} & {
			step: string | null;
			turn: number;
	  })
	| ({type: 'usage.recorded'; role: string; runtime: string; usage: Usage} & Turn)
	| ({type: 'integration.advanced'; request: PullRequest; again: string | null} & Turn)
	| ({type: 'integration.declined'; head: string; reviews: readonly string[]} & Turn)
	| {type: 'integrated'; taskId: string; commit: string | null; url: string | null};
