// The first words an agent reads (SPEC MR-5). Pure; every value is one printable line, so that no title can add a
// section of its own.
import {formatDuration} from '../domain/duration.ts';
import type {MilestoneRef, Mission, SessionRecord} from '../domain/mission.ts';
import type {Progress} from '../domain/readiness.ts';
import {plainLine, shorten} from '../domain/text.ts';

export type PromptFacts = {
	/** The project's real path. */
	readonly project: string;
	readonly tasksFile: string;
	readonly manifestFile: string;
	readonly scratchpadFile: string;
	/** The protocol guide that ships with mosaic. */
	readonly guideFile: string | null;
	readonly qualityGates: Mission['quality_gates'];
	readonly runtime: string;
	readonly milestone: MilestoneRef | null;
	readonly task: {readonly id: string; readonly title: string; readonly verify: string | null};
	readonly progress: Progress;
	readonly branch: string | null;
	readonly previous: SessionRecord | null;
};

/** The prompt with which an agent continues the mission; Markdown with a final newline. */
export const continuationPrompt = (facts: PromptFacts): string =>
	`${[setup(facts), resumePoint(facts), previousSession(facts.previous), instructions(facts)].join('\n\n')}\n`;

/** The last session that the mission records, or null before the first. */
export const lastSession = (mission: Pick<Mission, 'sessions'>): SessionRecord | null =>
	mission.sessions[mission.sessions.length - 1] ?? null;

const UNKNOWN = '—';

/** People paste whole descriptions into a row; what is asked of the agent is never cut there. */
const LONGEST_TASK = 50_000;

const line = (text: string | null | undefined, longest = 2000): string => {
	const clean = shorten(plainLine(text ?? ''), longest);
	return clean === '' ? UNKNOWN : clean;
};

const section = (title: string, rows: readonly (readonly [string, string])[]): string =>
	[`## ${title}`, '', ...rows.map(([label, value]) => `- **${label}:** ${value}`)].join('\n');

const setup = (facts: PromptFacts): string =>
	section('Setup', [
		['Project', line(facts.project)],
		['State', `${line(facts.tasksFile)} (${facts.progress.done}/${facts.progress.total} done)`],
		['Manifest', line(facts.manifestFile)],
		['Scratchpad', line(facts.scratchpadFile)],
		['Protocol guide', line(facts.guideFile)],
		['Quality gates', line([facts.qualityGates ?? []].flat().join('; '))],
		['Target runtime', line(facts.runtime)],
	]);

const resumePoint = ({milestone, task, progress, branch}: PromptFacts): string =>
	section('Resume point', [
		['Milestone', milestone === null ? UNKNOWN : named(milestone.name, milestone.id)],
		['Next task', task.title === '' ? line(task.id) : `${line(task.id)}: ${line(task.title, LONGEST_TASK)}`],
		...(task.verify === null ? [] : [['Verify', line(task.verify, LONGEST_TASK)] as const]),
		['Progress', `${progress.done}/${progress.total} (${progress.pct}%)`],
		['Branch', line(branch)],
	]);

const named = (name: string, id: string): string => {
	const shown = line(name);
	return shown === UNKNOWN || name === id ? line(id) : `${shown} (${line(id)})`;
};

const previousSession = (previous: SessionRecord | null): string =>
	section('Previous session', [
		['Session', line(previous?.session_id)],
		['Runtime', line(previous?.runtime)],
		['Duration', typeof previous?.duration_seconds === 'number' ? formatDuration(previous.duration_seconds) : UNKNOWN],
		['Ended', line(previous?.ended_reason)],
		['Last task', line(previous?.last_task_id)],
	]);

const instructions = ({guideFile, task}: PromptFacts): string =>
	[
		'## Instructions',
		'',
		...[
			guideFile === null ? 'Read the manifest.' : 'Read the protocol guide, then the manifest.',
			'Read the scratchpad for what earlier sessions learned, and the tasks file for the whole plan.',
			'Sync with the remote, where there is one, before you change anything.',
			`Continue with ${line(task.id)} and with that task only.`,
			'Complete in two phases: first finish the work, commit it and see the quality gates pass; only then report the task as done.',
			'The tasks file has one writer, mosaic: leave its status cells alone unless the guide says otherwise.',
		].map((text, index) => `${index + 1}. ${text}`),
	].join('\n');
