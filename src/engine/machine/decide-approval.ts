import type {Approval} from '../../domain/approval.ts';
import type {Refusal} from '../../domain/errors.ts';
import type {RecordedFinding} from '../../domain/finding.ts';
import type {RunCommand} from '../../domain/run-command.ts';
import type {RunEvent} from '../../domain/run-event.ts';
import {quoted} from '../../domain/text.ts';
import {artifactOf} from './artifact.ts';
import type {Decided} from './decided.ts';
import type {RunMachine} from './state.ts';

type ApprovalCommand = Extract<RunCommand, {approvalId: string}>;

/** A person's decision. Only an open approval, seen at the commit it is about, can be decided (SPEC WF-4). */
export const decideApproval = (run: RunMachine, command: ApprovalCommand): Decided => {
	const approval = run.approvals.find(({id}) => id === command.approvalId);
	if (!approval)
		return {
			kind: 'not-found',
			code: 'unknown-approval',
			message: `no approval ${quoted(command.approvalId)}. \`mosaic approvals\` lists what waits.`,
		};
	return whyStale(approval, command) ?? whyIncomplete(command) ?? decided(run, approval, command);
};

const whyStale = (approval: Approval, {commit}: ApprovalCommand): Refusal | undefined => {
	if (approval.state !== 'open')
		return stale(
			`${approval.id} is ${approval.state.replace('-', ' ')} already. \`mosaic approvals\` lists what waits.`,
		);
	if (commit !== null && approval.commit !== null && commit !== approval.commit)
		return stale(`${approval.id} is about ${approval.commit}, not ${quoted(commit)}. Look at the work again.`);
	return undefined;
};

const stale = (message: string): Refusal => ({kind: 'refused', code: 'stale-approval', message});

const whyIncomplete = (command: ApprovalCommand): Refusal | undefined =>
	command.type === 'request-changes' && command.comments.length === 0
		? {kind: 'usage', code: 'no-comment', message: 'say what has to change: --comment TEXT, or comments on lines.'}
		: undefined;

const decided = (run: RunMachine, approval: Approval, command: ApprovalCommand): RunEvent[] => {
	const edited = command.type === 'approve' && command.text !== approval.proposal ? command.text : null;
	const {by, comments} = command;
	const decision = {action: command.type, text: edited, comments, by} as const;
	const events: RunEvent[] = [{type: 'approval.decided', approvalId: approval.id, decision}];
	if (edited !== null)
		events.push(
			artifactOf(run, {
				kind: 'edit',
				step: approval.step,
				turn: approval.turn,
				subject: approval.id,
				payload: {text: edited},
			}),
		);
	if (command.type === 'request-changes')
		events.push({type: 'findings.recorded', findings: comments.map((comment) => asFinding(approval, comment))});
	return events;
};

const asFinding = (
	{step, turn}: Approval,
	{file, line, side, text}: ApprovalCommand['comments'][number],
): RecordedFinding => ({
	severity: 'major',
	file,
	line,
	message: text,
	fix: null,
	source: 'person',
	step,
	turn,
	...(side === null ? {} : {side}),
});
