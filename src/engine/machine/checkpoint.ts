// Checkpoints (SPEC AH-3): what is committed on a run's branch goes to its remote at an interval while an agent works, and
// once more where the run comes to wait for a person or ends unfinished. A run that waits asks for no further look.
import type {Effect} from '../../domain/effect.ts';
import {dueForRun} from './due.ts';
import type {Checkpoint, RunMachine} from './state.ts';

/** The push that is due, now or at its time; undefined where none is. One is in flight at most. */
export const checkpointDue = (run: RunMachine): Effect | undefined => {
	const {checkpoint, workspace, inFlight} = run;
	if (everySeconds(run) === undefined || run.stop || run.closed || !hasOwnBranch(run)) return undefined;
	if (workspace === null || isPushing(run)) return undefined;
	const due = dueForRun(run, {kind: 'checkpoint.push', pushed: checkpoint.pushed});
	if (!due) return undefined;
	if (run.state === 'running' && Object.values(inFlight).some(isWriting)) return {...due, notBefore: checkpoint.next};
	const rests = run.state === 'waiting' || run.state === 'failed' || run.state === 'interrupted';
	return rests && isUnpushed(run) ? {...due, notBefore: null} : undefined;
};

/** Whether a push of the run's branch is under way: what decides about the branch waits for it. */
export const isPushing = ({inFlight}: RunMachine): boolean =>
	Object.values(inFlight).some(({action}) => action.kind === 'checkpoint.push');

const everySeconds = ({frozen}: RunMachine): number | undefined => frozen.inputs.checkpointSeconds;

const hasOwnBranch = ({workspace}: RunMachine): boolean =>
	workspace !== null && workspace.branch !== null && workspace.branch !== workspace.baseBranch;

const isWriting = ({action}: Effect): boolean => action.kind === 'agent.run' && action.task.expects === 'implement';

/** Work that has ended and is not on the remote; as it stands it is tried once. */
const isUnpushed = ({work, checkpoint}: RunMachine): boolean =>
	work?.changed === true && work.commit !== checkpoint.pushed && work.commit !== checkpoint.tried;

/** The interval begins with the agent. */
export const checkpointed = (run: RunMachine, effect: Effect, at: string): RunMachine =>
	isWriting(effect) ? {...run, checkpoint: {...run.checkpoint, next: nextAfter(run, at)}} : run;

/** And anew with each push. */
export const afterCheckpoint = (run: RunMachine, at: string): RunMachine => ({
	...run,
	performed: run.performed + 1,
	checkpoint: {...run.checkpoint, next: nextAfter(run, at), tried: run.work?.commit ?? null},
});

const nextAfter = (run: RunMachine, at: string): string | null => {
	const seconds = everySeconds(run);
	return seconds === undefined ? null : new Date(Date.parse(at) + seconds * 1000).toISOString();
};

/** The remote's branch is at this commit. */
export const pushedAs = (run: RunMachine, tip: string): Checkpoint => ({
	...run.checkpoint,
	pushed: tip,
	failures: 0,
});
