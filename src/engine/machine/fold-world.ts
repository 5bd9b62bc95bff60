// What events do to the run as a whole: its end, its effects, its workspace, its record.
import type {Effect} from '../../domain/effect.ts';
import {afterCheckpoint, checkpointed, pushedAs} from './checkpoint.ts';
import {withStep} from './fold-step.ts';
import type {MachineEntry, MachineEvent, RunMachine} from './state.ts';

/** The run brought up to the event in all that is no step's and no person's. */
export const foldWorld = (run: RunMachine, {at, event}: MachineEntry): RunMachine => {
	switch (event.type) {
		case 'run.paused':
			return {...run, pausedFrom: run.state};
		case 'run.continued':
			return {...run, pausedFrom: null};
		case 'run.stop-requested':
			return {...run, stop: {as: event.as, reason: event.reason}, ended: null, endedAt: null, closed: false};
		case 'run.reopened':
			return {...run, ...REOPENED};
		case 'run.ended': {
			// A run has one end until it is reopened: nothing can come before this failure, and the journal keeps earlier ones.
			const failure = event.failure ?? null;
			const over = {ended: event.state, endedAt: at, stop: null, pausedFrom: null, reported: false, tries: 0};
			return {...run, ...over, failure};
		}
		case 'run.closed':
			return {...run, closed: true};
		case 'effect.started':
		case 'effect.finished':
		case 'effect.failed':
			return foldEffect(run, event, at);
		default:
			return foldRecord(run, event);
	}
};

const REOPENED = {
	ended: null,
	endedAt: null,
	stop: null,
	pausedFrom: null,
	failure: null,
	setupFailure: null,
	sealed: false,
	tries: 0,
	triedAt: null,
	closed: false,
} as const;

type EffectEvent = Extract<MachineEvent, {type: 'effect.started' | 'effect.finished' | 'effect.failed'}>;

const foldEffect = (run: RunMachine, event: EffectEvent, at: string): RunMachine => {
	if (event.type === 'effect.started')
		return checkpointed(awake(begun(run, event.effect), event.effect, at), event.effect, at);
	const {[event.key]: effect, ...inFlight} = run.inFlight;
	if (!effect) return run;
	const failed = event.type === 'effect.failed';
	const tried = {tries: failed && event.again ? effect.tries + 1 : 0, triedAt: failed ? at : null};
	const over = {...run, inFlight};
	if (effect.action.kind === 'checkpoint.push') return afterCheckpoint(over, at);
	if (effect.step !== null)
		return withStep(over, effect.step, (step) =>
			step.turn === effect.turn ? {...step, ...tried, performed: step.performed + 1} : step,
		);
	const isSetUp = effect.action.kind === 'workspace.prepare' || effect.action.kind === 'baseline.take';
	const setupFailure = failed && !event.again && isSetUp ? event.failure : run.setupFailure;
	return {...over, ...tried, performed: run.performed + 1, setupFailure};
};

const begun = (run: RunMachine, effect: Effect): RunMachine => ({
	...run,
	inFlight: {...run.inFlight, [effect.key]: effect},
	hasPlace: run.hasPlace || effect.action.kind === 'workspace.prepare',
});

// An agent that starts again after a wait works again.
const awake = (run: RunMachine, {step: key, turn}: Effect, at: string): RunMachine =>
	key === null
		? run
		: withStep(run, key, (step) =>
				step.turn === turn && step.state !== 'awaiting-approval'
					? {...step, workingSince: step.workingSince ?? at}
					: step,
			);

const foldRecord = (run: RunMachine, event: MachineEvent): RunMachine => {
	switch (event.type) {
		case 'task.state-marked':
			return {...run, marked: event.to};
		case 'workspace.prepared':
			return {
				...run,
				workspace: event.workspace,
				branch: event.workspace.branch,
				baseCommit: run.baseCommit ?? event.workspace.baseCommit,
			};
		case 'workspace.removed':
			return {...run, workspace: null, hasPlace: false};
		case 'report.written':
			return {...run, reported: true};
		case 'artifact.stored':
			return foldArtifact(run, event.artifact);
		case 'findings.recorded':
			return {...run, findings: [...run.findings, ...event.findings]};
		case 'checks.recorded':
			return event.baseline ? {...run, baseline: event.results} : run;
		case 'step.answered':
			return event.estimate === null ? run : {...run, estimate: {...run.estimate, ...event.estimate}};
		case 'workspace.guarded':
			return {
				...run,
				settings: event.settings,
				// A retry compares with the run's own beginning.
				told: run.told ?? event.told ?? null,
				identity: run.identity ?? event.identity ?? null,
			};
		case 'checkpoint.pushed':
			return {...run, checkpoint: pushedAs(run, event.tip)};
		case 'checkpoint.failed':
			return {...run, checkpoint: {...run.checkpoint, failures: event.failures}};
		case 'integration.advanced': {
			const {request, again} = event;
			return {...run, request, again, ...(request.tip ? {checkpoint: pushedAs(run, request.tip)} : {})};
		}
		case 'integration.declined':
			return {...run, declined: {head: event.head, reviews: event.reviews}};
		case 'integrated':
			return {...run, integrated: {commit: event.commit, url: event.url}, marked: 'done'};
		default:
			return run;
	}
};

type Stored = Extract<MachineEvent, {type: 'artifact.stored'}>['artifact'];

const foldArtifact = (run: RunMachine, {id, kind, step, subject, hash}: Stored): RunMachine => {
	const counted = {...run, artifacts: run.artifacts + 1};
	if (kind === 'contract') return {...counted, contractId: id};
	if (kind === 'receipt') return {...counted, sealed: true};
	if (kind !== 'file' || step === null) return counted;
	return withStep(counted, step, (record) => ({...record, artifact: {id, path: subject, hash}}));
};
