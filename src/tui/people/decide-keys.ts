// Keys that decide about what waits.
import type {Binding} from '../input/binding.ts';
import {shownKey} from '../settings.ts';
import type {View} from '../view.ts';
import type {Action} from '../view-state.ts';
import {chooseAnswer, comments, confirmApprove, gateOf, openDialog} from './decide.ts';
import {seenIn} from './seen.ts';
import {noPage} from './why-not.ts';
import {writeDialog} from './write.ts';

/** Opens the options of the question, or a line for one's own words; null where no question waits. */
export const answer = (view: View): Action | null => {
	const {entry} = seenIn(view);
	if (entry?.item.kind !== 'question') return null;
	const {question, options} = entry.item.question;
	if (options.length > 0) return openDialog(chooseAnswer(entry, question, options));
	const gate = gateOf(entry);
	return openDialog(writeDialog(`Answer ${gate.id}`, [question], {for: 'answer', gate}));
};

/** Why nothing can be decided; `kind` is what would have to wait. */
const whyNoGate = (view: View, kind: 'approval' | 'question'): string | null => {
	const reason = noPage(view);
	if (reason !== null) return reason;
	const {entry, page} = seenIn(view);
	const {settings} = view.state;
	if (entry?.item.kind === kind) return null;
	if (entry !== null)
		return kind === 'approval'
			? `A question waits here; ${shownKey(settings, 'run.answer')} answers it.`
			: `An approval waits here and no question; ${shownKey(settings, 'run.approve')} approves.`;
	const last = page?.run?.approvals.at(-1);
	const before = last
		? ` ${last.id} is ${last.state.replace('-', ' ')}${last.decision ? ` by ${last.decision.by}` : ''}.`
		: '';
	return `Nothing of ${view.state.people.run?.runId ?? 'this run'} waits for a decision.${before}`;
};

const pendingOn = (view: View): string | null => {
	const id = seenIn(view).entry?.item;
	const name = id?.kind === 'approval' ? id.approval.id : id?.question.id;
	const doing = name && view.state.pending.find((one) => one.doing.endsWith(` ${name}`))?.doing;
	return doing ? `Already ${doing}; wait for the answer.` : null;
};

const ofApproval = (view: View): string | null => whyNoGate(view, 'approval') ?? pendingOn(view);

/** The keys that decide. */
export const DECIDE_KEYS: readonly Binding[] = [
	{
		id: 'run.approve',
		label: 'approve',
		help: 'approve what you look at (asks first)',
		group: 'Runs',
		footer: 2,
		command: (view) => {
			const {entry, draft} = seenIn(view);
			return entry && openDialog(confirmApprove(entry, draft));
		},
		whyDisabled: ofApproval,
	},
	{
		id: 'run.request-changes',
		label: 'ask for changes',
		help: 'send it back with your comments; the step works again with them',
		group: 'Runs',
		footer: 3,
		command: (view) => {
			const {entry, draft} = seenIn(view);
			if (entry === null) return null;
			const along =
				draft.comments.length === 0
					? 'Say what has to change.'
					: `Your ${comments(draft.comments.length, 'is', 'are')} sent along.`;
			const gate = gateOf(entry);
			return openDialog(writeDialog(`What has to change in ${gate.id}?`, [along], {for: 'request-changes', gate}));
		},
		whyDisabled: ofApproval,
	},
	{
		id: 'run.reject',
		label: 'reject',
		help: 'reject it with a reason (asks first); the run fails and can be restarted',
		group: 'Runs',
		footer: 8,
		command: (view) => {
			const {entry} = seenIn(view);
			if (entry === null) return null;
			const gate = gateOf(entry);
			return openDialog(
				writeDialog(`Why is ${gate.id} rejected?`, ['The run fails as rejected.'], {for: 'reject', gate}),
			);
		},
		whyDisabled: ofApproval,
	},
	{
		id: 'run.answer',
		label: 'answer',
		help: "answer the agent's question: one of its options, or your own words where it has none",
		group: 'Runs',
		footer: 2,
		command: answer,
		whyDisabled: (view) => whyNoGate(view, 'question') ?? pendingOn(view),
	},
	{
		id: 'run.comment',
		label: 'comment',
		help: 'comment on the chosen line; again to change it, without words to take it back',
		group: 'Runs',
		footer: 4,
		footerWhen: ({state}) => state.people.tab === 'diff' || state.people.tab === 'gate',
		command: (view) => comment(view),
		whyDisabled: (view) =>
			whyNoGate(view, 'approval') ??
			(seenIn(view).row?.anchor === undefined
				? 'This row cannot be commented on; choose a line of the diff or of the proposal.'
				: null),
	},
	{
		id: 'run.edit',
		label: 'edit',
		help: 'edit the proposal; an approval takes it as you leave it',
		group: 'Runs',
		footer: 5,
		footerWhen: ({state}) => state.people.tab === 'gate',
		command: (view) => {
			const {entry, draft} = seenIn(view);
			if (entry?.item.kind !== 'approval') return null;
			const {proposal, id} = entry.item.approval;
			return openDialog(
				writeDialog(
					`Proposal of ${id}`,
					['Later steps read it as you leave it.'],
					{for: 'proposal', gate: entry.key},
					draft.text ?? proposal,
				),
			);
		},
		whyDisabled: ofApproval,
	},
];

const comment = (view: View): Action | null => {
	const {entry, row, draft} = seenIn(view);
	const anchor = row?.anchor;
	if (entry === null || anchor === undefined) return null;
	const there = draft.comments.find(
		(one) => one.file === anchor.file && one.file !== null && one.line === anchor.line && one.side === anchor.side,
	);
	return openDialog(
		writeDialog('Comment', [anchor.about], {for: 'comment', gate: entry.key, anchor}, there?.text ?? ''),
	);
};
