// `mosaic run --all`: work through the tasks, and tell what happens in each run.
import {Refused, refuse} from '../domain/errors.ts';
import type {JournalEntry} from '../domain/event.ts';
import {plainLine} from '../domain/text.ts';
import {batchProgress} from '../engine/kernel/batch-progress.ts';
import type {StartBatch} from '../engine/kernel/engine-command.ts';
import type {EnginePort} from '../engine/kernel/port.ts';
import {batchView, inbox} from '../engine/kernel/read-runs.ts';
import {lastEventNumber, readEvents} from '../engine/overview.ts';
import type {Context} from './context.ts';
import {eventDocument, hiding} from './events.ts';
import type {RunCommandOptions} from './grammar/options.ts';
import {taskEventOf} from './print/task-events.ts';
import {openPort} from './run-workflow.ts';
import {tell} from './watch-workflow.ts';

/** Runs all tasks; 0 where all are done. What waits for a person is named at the end, and the rest goes on meanwhile. */
export const runAll = async (context: Context, options: RunCommandOptions): Promise<number> => {
	if (options.taskId !== undefined)
		return refuse('usage', 'task-and-all', 'name one task, or --all (down to one with --until).');
	const engine = await openPort(context, options.inline);
	try {
		const since = lastEventNumber(context.paths());
		const answer = await engine.dispatch(startOf(options));
		if (!answer.ok) throw new Refused(answer.refusal);
		const {batchId, parallel} = answer.value as {batchId: string; parallel: number};
		if (options.detach) {
			if (context.json) context.output.document('run-all', {batchId, parallel});
			else context.output.print(`${batchId} works through the tasks, ${parallel} at once. \`mosaic runs\` lists them.`);
			return 0;
		}
		await untilAtRest(context, engine, batchId, since);
		return tellEnd(context, batchId);
	} finally {
		await engine.close();
	}
};

const startOf = ({workflow, until, parallel, runtime, argv, env}: RunCommandOptions): StartBatch => ({
	type: 'start-batch',
	...(workflow === undefined ? {} : {workflow}),
	...(until === undefined ? {} : {until}),
	...(parallel === undefined ? {} : {parallel}),
	...(runtime === undefined ? {} : {runtime}),
	...(argv === undefined ? {} : {argv: [...argv]}),
	env: {...env},
});

/** Resolves when the batch is over, or nothing goes on in it without a person. */
const untilAtRest = (context: Context, engine: EnginePort, batchId: string, since: number): Promise<void> =>
	new Promise((resolve, reject) => {
		const paths = context.paths();
		let last = since;
		const tellScript = scriptTeller(context, batchId);
		const look = (): void => {
			try {
				// Looked at before the events are read: those that led to an end are told, too.
				const {runs, ended} = batchView(paths, batchId);
				for (const entry of readEvents(paths, {since: last})) {
					last = entry.seq;
					if (context.json) tellScript(entry);
					else tell(context, entry, nameOf(entry, runs));
				}
				const goesOn = runs.some(({state}) => state === 'running' || state === 'stopping');
				const waits = runs.some(({state}) => state === 'waiting' || state === 'paused');
				if (ended === null && (goesOn || !waits)) return;
				stop();
				resolve();
			} catch (error) {
				stop();
				reject(error);
			}
		};
		const stop = engine.subscribe(look);
		look();
	});

/** The task that an event is about, as the first column; several runs are told of at once. */
const nameOf = ({runId}: JournalEntry, runs: readonly {readonly id: string; readonly taskId: string}[]): string =>
	runId === null ? '' : `${plainLine(runs.find(({id}) => id === runId)?.taskId ?? runId).padEnd(8)} `;

/** Prints an entry of the journal, and what it means for the tasks of the batch with how far that is. */
const scriptTeller = (context: Context, batchId: string) => {
	const paths = context.paths();
	const hide = hiding(context);
	return (entry: JournalEntry): void => {
		context.output.document('event', hide(eventDocument(entry)));
		const taskOf = (runId: string) => batchView(paths, batchId).runs.find(({id}) => id === runId)?.taskId;
		const told = taskEventOf(entry, batchId, taskOf);
		if (told === undefined) return;
		const progress = batchProgress(paths, context.env, batchId);
		context.output.document('task-event', hide({batchId, ...told, progress}));
	};
};

const tellEnd = (context: Context, batchId: string): number => {
	const {runs, ended} = batchView(context.paths(), batchId);
	const waiting = inbox(context.paths()).map((item) =>
		item.kind === 'approval' ? item.approval.id : item.question.id,
	);
	const words =
		ended ??
		`waits for a person: ${waiting.join(', ')} (\`mosaic approvals\`), and goes on in the background as you decide`;
	if (context.json) context.output.document('run-all', {batchId, ended, waiting, runs});
	else context.stderr.write(`${context.output.styled('dim', `${batchId}: ${plainLine(words)}.`)}\n`);
	return ended === 'all tasks are done' ? 0 : 1;
};
