// Watching a run that the engine drives, from its terminal: what happens, line by line, and the verdict at the end.
import type {Question} from '../domain/approval.ts';
import type {Effect} from '../domain/effect.ts';
import type {JournalEntry} from '../domain/event.ts';
import type {RunView} from '../domain/run.ts';
import {plainLine, quoted} from '../domain/text.ts';
import type {EnginePort} from '../engine/kernel/port.ts';
import {runView} from '../engine/kernel/read-runs.ts';
import {readEvents} from '../engine/overview.ts';
import type {Context} from './context.ts';
import {describeEvent} from './print/event-text.ts';

/** Tells what happens in the run until it is closed, and gives the exit code. Ctrl-C stops it; once more, or where it waits for a person, leaves it. */
export const watchWorkflow = async (
	context: Context,
	runId: string,
	engine: EnginePort,
	inline: boolean,
): Promise<number> => {
	const left = await untilClosed(context, runId, engine, inline);
	if (left !== undefined) return 128 + left;
	const run = runView(context.paths(), runId);
	if (!run) throw new Error(`${runId} is not in the journal`);
	if (context.json) context.output.document('run', {...run, runId: run.id});
	else tellVerdict(context, run, reportIn(readEvents(context.paths(), {runId})));
	if (run.state === 'completed') return 0;
	return run.state === 'interrupted' ? 130 : 1;
};

const untilClosed = (
	context: Context,
	runId: string,
	engine: EnginePort,
	inline: boolean,
): Promise<number | undefined> =>
	new Promise((resolve, reject) => {
		const paths = context.paths();
		let last = lastEnd(readEvents(paths, {runId}));
		const finish = (signal: number | undefined, error?: unknown): void => {
			stopWatching();
			for (const [name, listener] of listeners) process.off(name, listener);
			if (error === undefined) resolve(signal);
			else reject(error);
		};
		const look = (): void => {
			try {
				for (const entry of readEvents(paths, {runId, since: last})) {
					last = entry.seq;
					if (!context.json) tell(context, entry);
					if (entry.event.type === 'run.closed') return finish(undefined);
				}
			} catch (error) {
				finish(undefined, error);
			}
		};
		let interrupts = 0;
		const stop = (): void => {
			interrupts++;
			if (interrupts > 1) return finish(2);
			// Nothing works that could be stopped; to end the run would take the question from the person who is asked.
			if (!inline && runView(paths, runId)?.state === 'waiting') {
				context.stderr.write(
					`${runId} goes on waiting for you: \`mosaic approvals\`. \`mosaic stop ${runId}\` stops it.\n`,
				);
				return finish(2);
			}
			context.stderr.write('Stopping the run. Ctrl-C again leaves it.\n');
			void engine.dispatch({type: 'of-run', runId, command: {type: 'stop', by: 'Ctrl-C', token: null}});
		};
		const leave = (signal: number) => (): void => {
			if (!inline) context.stderr.write(`${runId} goes on. \`mosaic events --run ${runId} --follow\` shows how.\n`);
			finish(signal);
		};
		const listeners = [
			['SIGINT', stop],
			['SIGTERM', leave(15)],
			['SIGHUP', leave(1)],
		] as const;
		for (const [name, listener] of listeners) process.on(name, listener);
		const stopWatching = engine.subscribe(look);
		look();
	});

/** Where the telling begins: after the last time the run was closed, so that a run that goes on is not over at once. */
const lastEnd = (entries: readonly JournalEntry[]): number =>
	entries.findLast(({event}) => event.type === 'run.closed')?.seq ?? 0;

/** What people do not wait for: the record's own bookkeeping. */
const QUIET = new Set([
	'effect.started',
	'effect.finished',
	'effect.recovered',
	'artifact.stored',
	'command.accepted',
	'session.claimed',
	'session.spawned',
	'session.settled',
	'session.state-changed',
	'task.marking',
	'task.marked',
	'task.state-marked',
	'step.answered',
	'workspace.guarded',
	'workspace.removed',
	'report.written',
	'run.started',
	'run.closed',
]);

/** Tells one event of a run to people; undertones are left out. `of` names what it is about among several. */
export const tell = ({output}: Context, {event, sessionId}: JournalEntry, of = ''): void => {
	if (event.type === 'effect.started') tellAgent(output, event.effect, of);
	if (QUIET.has(event.type) || isMarkOfCheckbox(event)) return;
	const words = plainLine(describeEvent(event));
	const who = sessionId === null ? '' : `${sessionId} `;
	output.print(`${of}${output.styled('dim', event.type.padEnd(21))} ${who}${words}`.trimEnd());
	if (event.type === 'approval.opened')
		output.print(
			`  \`mosaic approve ${event.approval.id}\`, \`request-changes\` or \`reject\` (with --comment) decides.`,
		);
	if (event.type === 'question.asked') output.print(`  ${howToAnswer(event.question)}`);
};

/** What a checkbox cannot say is nobody's mistake, and the journal says it. */
const isMarkOfCheckbox = (event: JournalEntry['event']): boolean =>
	event.type === 'task.mark-skipped' && event.reason.startsWith('a checkbox cannot say');

const howToAnswer = ({id, options}: Pick<Question, 'id' | 'options'>): string => {
	const [first = '…', ...rest] = options.map(plainLine).map(quoted);
	return `\`mosaic answer ${id} ${first}\`${rest.length > 0 ? ` (or ${rest.join(', ')})` : ''} answers.`;
};

/** Who is going to do a step, before it is started. */
const tellAgent = (output: Context['output'], {action}: Effect, of: string): void => {
	if (action.kind !== 'agent.run') return;
	const {runtime, model, effort} = action.task.binding;
	const how = [model === null ? '' : `model ${model}`, effort === null ? '' : `effort ${effort}`].filter(Boolean);
	output.print(`${of}  by ${plainLine(runtime)}${how.length === 0 ? '' : ` (${plainLine(how.join(', '))})`}`);
};

/** Where its report lies, as it was last written; undefined where none was. */
const reportIn = (entries: readonly JournalEntry[]): string | undefined => {
	const event = entries.findLast((entry) => entry.event.type === 'report.written')?.event;
	return event?.type === 'report.written' ? event.files.at(-1) : undefined;
};

const tellVerdict = ({stderr, output}: Context, run: RunView, report: string | undefined): void => {
	const mark = run.state === 'completed' ? '✓' : '✗';
	const commit = run.integrated?.commit ? ` as ${run.integrated.commit.slice(0, 10)}` : '';
	const why = run.failure === null ? '' : ` ${plainLine(run.failure.message)} ${run.failure.hint}${retried(run)}`;
	stderr.write(`${output.styled('dim', `${mark} ${run.id} ${run.state}${commit}.${why}`)}\n`);
	if (report !== undefined) stderr.write(`${output.styled('dim', `  its report: ${plainLine(report)}`)}\n`);
};

const retried = ({id, state}: RunView): string =>
	state === 'failed' ? ` \`mosaic retry ${id}\` goes on at that step.` : '';
