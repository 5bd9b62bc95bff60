// `mosaic status`: the mission at one glance.
import {nextTask, type Progress} from '../domain/readiness.ts';
import type {InboxItem} from '../domain/run.ts';
import {isLive, type Session} from '../domain/session.ts';
import {isFinished} from '../domain/task.ts';
import {plainLine} from '../domain/text.ts';
import {inbox} from '../engine/kernel/read-runs.ts';
import {type Overview, readOverview} from '../engine/overview.ts';
import type {Context} from './context.ts';
import {counted} from './print/count.ts';
import type {Output} from './print/output.ts';
import {sessionDocument, sessionTable} from './print/session-row.ts';
import {warnOfUndriven} from './undriven.ts';

/** Prints mission, progress, milestone, live sessions and active runs. */
export const statusCommand = async (context: Context): Promise<number> => {
	const paths = context.paths();
	const overview = readOverview(paths, {now: new Date(), sessions: 'open'});
	const live = overview.sessions.filter(({state}) => isLive(state));
	if (context.json) context.output.document('status', statusDocument(overview, live, inbox(paths)));
	else context.output.print(statusText(paths.root, overview, live, context.output));
	warnOfUndriven(context);
	return 0;
};

const statusDocument = (overview: Overview, live: readonly Session[], inbox: readonly InboxItem[]) => ({
	mission: {id: overview.mission.id, name: overview.mission.name, status: overview.mission.status},
	progress: overview.progress,
	milestone: overview.milestone,
	branch: overview.branch,
	sessions: live.map(sessionDocument),
	runs: overview.runs,
	approvals: inbox,
});

const statusText = (root: string, overview: Overview, live: readonly Session[], output: Output): string => {
	const {mission, milestone, branch} = overview;
	const label = (text: string) => output.styled('dim', text.padEnd(11));
	const next = nextTask(overview.tasks.tasks, overview.work);
	const lines = [
		`${label('Mission')}${output.styled('bold', plainLine(mission.name))} (${plainLine(mission.id)}) · ${mission.status}`,
		`${label('Project')}${plainLine(root)} · branch ${plainLine(branch ?? '—')}`,
		`${label('Progress')}${progressBar(overview.progress, output)}`,
		`${label('Milestone')}${milestone === null ? '—' : plainLine(milestone.name)}`,
		`${label('Next')}${next ? `${plainLine(next.task.id)}  ${plainLine(next.task.title)}` : '—'}`,
	];
	const doubts = overview.tasks.problems.length + overview.tasks.skipped.length;
	if (doubts > 0)
		lines.push(
			'',
			output.styled('yellow', `${counted(doubts, 'line')} of the tasks file to look at: \`mosaic tasks\`.`),
		);
	lines.push('', ...(live.length > 0 ? sessionTable(live, output) : ['No agent is running.']));
	return [...lines, ...interrupted(overview, output), ...failed(overview, output)].join('\n');
};

/** A task that a person marked done needs no run to go on. */
const interrupted = ({runs, tasks}: Overview, output: Output): string[] => {
	const finished = new Set(tasks.tasks.filter(({status}) => isFinished(status)).map(({id}) => id));
	return runs
		.filter((run) => run.state === 'waiting' || (run.state === 'interrupted' && !finished.has(run.taskId)))
		.map((run) =>
			run.state === 'waiting'
				? output.styled('yellow', `${run.id} waits for a person: \`mosaic approvals\`.`)
				: output.styled('yellow', `${run.id} was interrupted: \`mosaic resume ${plainLine(run.taskId)}\` goes on.`),
		);
};

const failed = ({tasks}: Overview, output: Output): string[] =>
	tasks.tasks
		.filter(({status}) => status === 'failed')
		.map(({id}) =>
			output.styled(
				'yellow',
				`${plainLine(id)} failed: \`mosaic resume ${plainLine(id)}\` tries again, \`mosaic events\` tells why.`,
			),
		);

const BAR = 20;

const progressBar = ({done, total, pct}: Progress, output: Output): string => {
	const filled = total === 0 ? 0 : Math.floor((done * BAR) / total);
	return `${output.styled('green', '█'.repeat(filled))}${'░'.repeat(BAR - filled)} ${done}/${total} · ${pct}%`;
};
