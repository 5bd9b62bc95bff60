// Everything that is known of what is chosen, as named facts. Pure.
import type {MissionView, SessionView, TaskView} from '../domain/controller.ts';
import {formatDuration} from '../domain/duration.ts';
import {isLive} from '../domain/session.ts';
import {sourceWords} from '../domain/session-evidence.ts';
import {progressWords} from '../domain/session-progress.ts';
import type {View} from './view.ts';

export type Fact = {readonly name: string; readonly value: string};

/** The facts of the chosen mission, task or session; those that are not known are left out. */
export const detailsOf = (view: View): readonly Fact[] => {
	const {state, task, session, missions} = view;
	const row = missions[state.missions.index];
	if (state.panel === 'missions') return row?.kind === 'mission' ? missionFacts(row.mission) : [];
	const facts = [...(task ? taskFacts(task) : []), ...(session ? sessionFacts(session) : [])];
	return facts.filter(({value}) => value !== '');
};

const missionFacts = ({project, id, name, status, progress, error}: MissionView): Fact[] =>
	facts({
		mission: name,
		folder: project,
		id,
		status,
		progress: `${progress.done} of ${progress.total} tasks done`,
		error,
	});

const taskFacts = (task: TaskView): Fact[] =>
	facts({
		task: `${task.id} ${task.title}`,
		status: task.statusText === task.status ? task.status : `${task.status} (“${task.statusText}”)`,
		milestone: task.milestone,
		'depends on': task.dependsOn.join(', '),
		'waits for': task.waitingFor.join(', '),
		verify: task.verify,
		'pull request': task.pr,
		notes: task.notes,
		priority: task.priority,
		owner: task.owner,
		estimate: task.estimate,
		line: String(task.line),
		'cannot start': task.whyNotStart,
	});

const sessionFacts = (session: SessionView): Fact[] =>
	facts({
		session: session.id,
		agent: session.runtime,
		state: session.state,
		'known by': `${sourceWords(session.evidence)}${session.why?.rule ? `, rule ${session.why.rule}` : ''}`,
		seen: session.why?.seen ?? null,
		since: session.why?.since ?? null,
		says: session.message,
		progress: session.progress ? progressWords(session.progress) : null,
		used: session.progress
			? `${session.progress.tokens} tokens${session.progress.costUsd === null ? '' : `, $${session.progress.costUsd.toFixed(4)}`}`
			: null,
		pid: isLive(session.state) ? String(session.pid ?? '') : '',
		started: session.startedAt,
		ended: session.endedAt,
		lasted: isLive(session.state) ? '' : formatDuration(session.durationSeconds),
		'exit code': session.exitCode === null ? '' : String(session.exitCode),
		signal: session.signal,
		run: session.runId,
	});

const facts = (values: Readonly<Record<string, string | null>>): Fact[] =>
	Object.entries(values)
		.map(([name, value]) => ({name, value: value ?? ''}))
		.filter(({value}) => value !== '');
