// The words an agent gets for one turn (SPEC WF-23). What it is shown is what a person can read: the prompt lies in the
// run's folder, byte for byte. Pure.
import type {AgentTask} from '../../domain/effect.ts';
import {placeOf, type RecordedFinding} from '../../domain/finding.ts';
import {plainLine, shorten} from '../../domain/text.ts';

/**
 * The prompt of a turn; Markdown with a final newline. `baseCommit` is what the work is compared with; `hasTools`: mosaic's
 * verbs are among the agent's tools.
 */
export const promptFor = (task: AgentTask, baseCommit: string | null, hasTools = false): string => {
	const parts =
		task.repair === null
			? [intro(task), body(task, baseCommit), findings(task), answers(task), owed(task), handIn(task), tools(hasTools)]
			: [repairIntro(task), body(task, baseCommit), owed(task), handIn(task), tools(hasTools)];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

const intro = ({expects, attempt, attempts, instructions}: AgentTask): string => {
	const round = attempt > 1 ? ` This is attempt ${attempt} of ${attempts}.` : '';
	const what =
		expects === 'review'
			? 'You review work that another agent did. Change no file: look, judge, and hand in your verdict.'
			: `You implement one task in a checkout of its own. Commit your work in it; do not push, and do not merge.${round}`;
	return instructions === null ? what : `${what}\n\n${instructions}`;
};

const repairIntro = ({repair}: AgentTask): string =>
	`The agent before you did the work described below, but what it handed in cannot be used: ${plainLine(repair?.problem ?? '')}
Look at what is there, change nothing that is done, and hand in the result.`;

const body = (task: AgentTask, baseCommit: string | null): string => {
	const {prompt, criteria, context, work, expects} = task;
	const sections = [prompt.trimEnd()];
	if (criteria.length > 0) sections.push(`## It is done when\n\n${list(criteria)}`);
	if (expects === 'review' && work?.commit && baseCommit)
		sections.push(
			`## The work\n\nThe commits \`${baseCommit}..${work.commit}\`; \`git diff ${baseCommit} ${work.commit}\` shows them.`,
		);
	for (const {step, text} of context) sections.push(`## What ${plainLine(step)} said\n\n${text.trim()}`);
	return sections.join('\n\n');
};

const findings = ({findings: found}: AgentTask): string =>
	found.length === 0 ? '' : `## What has to be mended\n\n${found.map(findingLine).join('\n')}`;

const findingLine = (finding: RecordedFinding): string => {
	const {severity, source, message, fix} = finding;
	const place = placeOf(finding);
	const where = place === null ? '' : ` ${plainLine(place)}`;
	const [first = '', ...rest] = shorten(message, 4000).trim().split('\n');
	const more = rest.map((text) => `\n  ${text}`).join('');
	return `- **${severity}** (${source})${where}: ${first}${more}${fix === null ? '' : `\n  Fix: ${plainLine(fix)}`}`;
};

const answers = ({answered}: AgentTask): string =>
	answered.length === 0
		? ''
		: `## Answers to your questions\n\n${answered.map(({question, answer}) => `- ${plainLine(question)} — **${plainLine(answer)}**`).join('\n')}`;

const owed = ({artifact}: AgentTask): string => {
	if (artifact === null) return '';
	const bySchema = artifact.schema === null ? '' : ` by the schema \`${plainLine(artifact.schema)}\` of the project`;
	const file = `## A file you owe\n\nWrite \`${plainLine(artifact.path)}\` in the checkout: valid JSON${bySchema}.`;
	return artifact.adds === undefined ? file : `${file}\n\n${adding(artifact.adds)}`;
};

const adding = ({roles, taken}: NonNullable<NonNullable<AgentTask['artifact']>['adds']>): string =>
	[
		'Its `steps` are done right after this one, in their order; leave the list empty where nothing has to be split off:',
		'',
		'```json',
		'{"steps": [{"key": "lay-pipes", "kind": "agent", "role": "implementer", "prompt": "what this step does"}]}',
		'```',
		'',
		`\`kind\` is \`agent\`, \`review\`, \`check\` (the checks of the task) or \`approval\` (a person decides). \`role\` is one of ${names(roles)}. Each \`key\` is used once, in small letters, digits and dashes; taken are ${names(taken)}.`,
	].join('\n');

const names = (list: readonly string[]): string => list.map((name) => `\`${plainLine(name)}\``).join(', ');

const IMPLEMENT = `{
  "status": "done",
  "summary": "what you did, in a few sentences",
  "assumptions": [],
  "notes": [],
  "unresolved": [],
  "needs_human": false
}`;

const REVIEW = `{
  "verdict": "changes",
  "summary": "your judgement, in a few sentences",
  "findings": [{"severity": "major", "file": "src/x.ts", "line": 12, "message": "what is wrong", "fix": "what would mend it"}]
}`;

const handIn = ({expects}: AgentTask): string =>
	[
		'## Hand in your result',
		'',
		'When you are finished, hand in one JSON object: run `mosaic result -` with it on standard input, or write it to the file named by `$MOSAIC_RESULT`, or make it the last thing you say, in a ```json block. Then end.',
		'',
		'```json',
		expects === 'review' ? REVIEW : IMPLEMENT,
		'```',
		'',
		expects === 'review'
			? '`verdict` is `pass`, `changes` (say which, as findings) or `blocked` (no change to the work can help). `severity` is `note`, `minor`, `major` or `critical`.'
			: '`status` is `done`, `blocked` (it cannot be done as the task says; a person has to plan anew) or `failed`. `needs_human` asks a person to look before it goes on.',
		'',
		'With a question only a person can answer, run `mosaic ask "QUESTION" --option A --option B`: it prints the answer. What should be done besides this task, note with `mosaic follow-up --kind follow_up --title "…"`.',
	].join('\n');

const tools = (hasTools: boolean): string =>
	hasTools
		? 'The same can be done with the tools of the MCP server `mosaic`: `task`, `plan`, `progress`, `ask`, `follow_up`, `request_review`, `result`. Say with `progress` what you are at.'
		: 'mosaic\'s verbs are commands of your shell, and not among your tools: `mosaic task` (this task again, and where the run stands), `mosaic progress "what you are at" --done 1 --total 3`, `mosaic ask`, `mosaic follow-up`, `mosaic request-review "why"`, `mosaic result -`.';

const list = (items: readonly string[]): string => items.map((item) => `- ${plainLine(item)}`).join('\n');
