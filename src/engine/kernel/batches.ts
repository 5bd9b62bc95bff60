// Working through many tasks unattended: what engine/machine/batch.ts decides is written down and started here.
import {resolveWorkflow} from '../../config/workflows.ts';
import {type Refusal, Refused} from '../../domain/errors.ts';
import type {BatchEvent} from '../../domain/event.ts';
import {nextBatchId, readBatchWork, readOpenBatches} from '../../store/batches.ts';
import {append} from '../../store/journal.ts';
import {nextBatchMove, whyNoBatch} from '../machine/batch.ts';
import {decide} from '../machine/decide.ts';
import {isRefusal} from '../machine/decided.ts';
import {readHistory} from '../overview.ts';
import {readProject} from '../project-state.ts';
import {SETTINGS_CHANGED} from '../steps/settings-guard.ts';
import {withHistory} from '../task-history.ts';
import {whyNotTrusted} from '../trust.ts';
import type {StartBatch} from './engine-command.ts';
import type {KernelOptions} from './kernel-options.ts';
import type {RunBook} from './run-book.ts';
import {keepBatchOptions, readBatchOptions} from './run-environment.ts';
import {startRun} from './start-run.ts';
import {sweepBatchOptions} from './tidy-up.ts';
import {isUnderWay} from './why-not-now.ts';

type Surroundings = KernelOptions & {readonly book: RunBook};

/** Begins a batch, or says why there can be none. */
export const startBatch = (
	around: Surroundings,
	command: StartBatch,
): {readonly batchId: string; readonly parallel: number} | Refusal => {
	const {paths, env, book, db} = around;
	const untrusted = whyNotTrusted(paths, env);
	if (untrusted) return untrusted;
	const {config, list} = readProject(paths, env);
	const until = command.until ?? null;
	const refusal = whyNoBatch(list.tasks, until);
	if (refusal) return refusal;
	const [open] = readOpenBatches(db);
	if (open)
		return {
			kind: 'refused',
			code: 'batch-active',
			message: `${open.id} works through the tasks already, and goes on as you decide. \`mosaic approvals\` lists what waits, \`mosaic events --follow\` shows how it goes.`,
		};
	const plan = resolveWorkflow(config, command.workflow);
	if ('code' in plan) return plan;
	// In the project's own checkout there is room for one.
	const parallel = plan.workspace === 'in-place' ? 1 : (command.parallel ?? config.parallel);
	const {workflow = null, runtime, argv, env: added} = command;
	const batchId = book.fenced(() => {
		const id = nextBatchId(db);
		keepBatchOptions(paths, id, {
			...(runtime === undefined ? {} : {runtime}),
			...(argv === undefined ? {} : {argv}),
			env: added ?? {},
		});
		record(around, {type: 'batch.started', batchId: id, workflow, until, parallel});
		return id;
	});
	return {batchId, parallel};
};

/** Brings the open batches further; true where something was begun, so that it is looked at again. */
export const advanceBatches = (around: Surroundings): boolean => {
	const {paths, env, book, db, now} = around;
	let moved = false;
	for (const batch of readOpenBatches(db)) {
		const history = readHistory(paths, {now: new Date(now()), sessions: 20});
		const {tasks} = withHistory(readProject(paths, env).list, history);
		const work = readBatchWork(db, batch.id);
		const own = new Set(work.runs.map(({id}) => id));
		const others = book.open().filter(({id}) => !own.has(id));
		const busy = new Set([...history.work.busy, ...others.map(({taskId}) => taskId)]);
		for (const {taskId} of work.runs) busy.delete(taskId);
		const beside = others.filter(isUnderWay).length;
		const move = nextBatchMove({tasks, ...work, busy, until: batch.until, parallel: batch.parallel, beside});
		book.fenced(() => {
			for (const left of move.suspend) record(around, {type: 'batch.suspended', batchId: batch.id, ...left});
			if (move.ended !== null) record(around, {type: 'batch.ended', batchId: batch.id, reason: move.ended});
		});
		if (move.ended !== null) sweepBatchOptions(paths, db);
		moved ||= move.suspend.length > 0 || move.ended !== null;
		for (const {taskId, retry} of move.start) {
			moved = true;
			if (retry !== null) again(around, batch.id, taskId, retry);
			else if (!begin(around, batch.id, batch.workflow, taskId)) break;
		}
	}
	return moved;
};

const record = ({db, now}: Surroundings, event: BatchEvent): void =>
	void append(db, {at: now(), runId: null, sessionId: null, event});

const begin = (around: Surroundings, batchId: string, workflow: string | null, taskId: string): boolean => {
	const options = readBatchOptions(around.paths, batchId);
	const token = `${batchId}:${taskId}`;
	const command = {type: 'start', taskId, token, ...(workflow === null ? {} : {workflow}), ...options} as const;
	const started = refusalOr(() => startRun(around, command, batchId));
	if (!('code' in started)) return true;
	// What cannot start one task (a program that is missing, say) cannot start the next one either.
	around.book.fenced(() => record(around, {type: 'batch.ended', batchId, reason: `${taskId}: ${started.message}`}));
	sweepBatchOptions(around.paths, around.db);
	return false;
};

const refusalOr = <T>(work: () => T | Refusal): T | Refusal => {
	try {
		return work();
	} catch (error) {
		if (error instanceof Refused) return error.refusal;
		throw error;
	}
};

const again = (around: Surroundings, batchId: string, taskId: string, runId: string): void => {
	const {book} = around;
	const run = book.load(runId);
	// A retry takes git's settings as they are: that is for a person to say.
	const needsPerson = run?.failure?.code === SETTINGS_CHANGED;
	const decided = run && !needsPerson ? decide(run, {type: 'retry', by: batchId, token: null}) : undefined;
	book.fenced(() => record(around, {type: 'batch.resumed', batchId, taskId, runId}));
	if (decided && !isRefusal(decided)) book.commit(runId, decided);
};
