// What a person's word about a run asks for: commands with the commit that they looked at. Pure.
import type {RunCommand} from '../../domain/run-command.ts';
import {questionOf} from '../dialog.ts';
import {ask} from '../input/binding.ts';
import type {View} from '../view.ts';
import type {Action, Dialog} from '../view-state.ts';
import type {InboxEntry} from './entries.ts';
import {type Draft, NO_DRAFT, type PeopleEvent, type RunRef} from './people-state.ts';
import type {GateRef, WriteDialog} from './write.ts';

const asked = {by: 'person', token: null} as const;

/** An event of the inbox and the pages, as an action. */
export const people = (event: PeopleEvent): Action => ({do: 'change', event: {type: 'people', event}});

/** Opens this dialog. */
export const openDialog = (dialog: Dialog): Action => ({do: 'change', event: {type: 'dialog-opened', dialog}});

const tell = (text: string): Action => ({do: 'change', event: {type: 'told', toast: {text, tone: 'info'}}});

/** `1 comment is`, `2 comments are`. */
export const comments = (count: number, one: string, many: string): string =>
	count === 1 ? `1 comment ${one}` : `${count} comments ${many}`;

/** The gate of an entry, at the commit that is looked at. */
export const gateOf = ({key, run, item}: InboxEntry): GateRef =>
	item.kind === 'approval'
		? {key, run, id: item.approval.id, commit: item.approval.commit}
		: {key, run, id: item.question.id, commit: null};

/** A command for a run. */
export const command = ({project, runId}: RunRef, what: RunCommand, doing: string): Action =>
	ask({type: 'run.command', project, runId, command: what}, doing);

/** A decision about a gate: where it is taken, and where somebody was faster, the next one comes. */
const decision = (gate: GateRef, what: RunCommand, doing: string): Action => ({
	...(command(gate.run, what, doing) as Extract<Action, {do: 'ask'}>),
	ifDone: {type: 'people', event: {what: 'decided', gate: gate.key}},
	ifStale: {type: 'people', event: {what: 'passed-by', gate: gate.key}},
});

/** The question before an approval; it says what is sent along. */
export const confirmApprove = (entry: InboxEntry, draft: Draft): Dialog => {
	const gate = gateOf(entry);
	const edited = entry.item.kind === 'approval' && draft.text !== null && draft.text !== entry.item.approval.proposal;
	const along = [
		edited ? 'Your edit of the proposal replaces it.' : '',
		draft.comments.length > 0
			? `Your ${comments(draft.comments.length, 'is', 'are')} kept on record; nobody works on them after an approval.`
			: '',
	].filter(Boolean);
	const what: RunCommand = {
		type: 'approve',
		...asked,
		approvalId: gate.id,
		commit: gate.commit,
		comments: [...draft.comments],
		text: edited ? draft.text : null,
	};
	return questionOf(
		`Approve ${gate.id}?`,
		[
			entry.item.kind === 'approval' ? entry.item.approval.title : '',
			gate.commit === null ? 'The run goes on.' : `You looked at ${gate.commit.slice(0, 10)}; the run goes on with it.`,
			...along,
		],
		[
			{key: 'y', label: 'Approve', action: decision(gate, what, `approving ${gate.id}`)},
			{key: 'n', label: 'Not yet', action: null},
		],
	);
};

/** The options of a question, by number. */
export const chooseAnswer = (entry: InboxEntry, question: string, options: readonly string[]): Dialog => {
	const gate = gateOf(entry);
	return questionOf(
		`Answer ${gate.id}`,
		[question],
		[
			...options.map((option, index) => ({
				key: index < 9 ? String(index + 1) : '·',
				label: option,
				action: answer(gate, option),
			})),
			{key: '0', label: 'Not yet', action: null},
		],
	);
};

const answer = (gate: GateRef, text: string): Action =>
	decision(gate, {type: 'answer', ...asked, questionId: gate.id, answer: text}, `answering ${gate.id}`);

/** What Enter does with a written text; a sentence to the person where something is missing. */
export const submit = ({purpose, text}: WriteDialog, {state}: View): Action => {
	const draft =
		('gate' in purpose && typeof purpose.gate === 'object' && state.people.drafts[purpose.gate.key]) || NO_DRAFT;
	const said = text.trim();
	switch (purpose.for) {
		case 'comment': {
			const {file, line, side} = purpose.anchor;
			const quote =
				file === null && said !== '' && purpose.anchor.about !== '' ? `${purpose.anchor.about}: ${said}` : said;
			return close(people({what: 'commented', gate: purpose.gate, at: {file, line, side}, text: quote}));
		}
		case 'proposal':
			return close(people({what: 'edited', gate: purpose.gate, text: said === '' ? null : text}));
		case 'request-changes': {
			const comments = [...(said === '' ? [] : [{file: null, line: null, side: null, text: said}]), ...draft.comments];
			if (comments.length === 0) return tell('Say what has to change, here or by comments on lines.');
			return close(decisionOf(purpose.gate, 'request-changes', comments, `asking for changes of ${purpose.gate.id}`));
		}
		case 'reject':
			return said === '' ? tell('Say why it is rejected.') : openDialog(confirmReject(purpose.gate, said, draft));
		case 'answer':
			return said === '' ? tell('Write the answer first.') : close(answer(purpose.gate, said));
		case 'abort':
			return said === ''
				? tell('Say why the run is aborted.')
				: close(command(purpose.run, {type: 'abort', ...asked, reason: said}, `aborting ${purpose.run.runId}`));
	}
};

const close = (next: Action): Action => ({do: 'choose', id: '', next});

const decisionOf = (
	gate: GateRef,
	type: 'request-changes' | 'reject',
	comments: Draft['comments'],
	doing: string,
): Action => decision(gate, {type, ...asked, approvalId: gate.id, commit: gate.commit, comments: [...comments]}, doing);

const confirmReject = (gate: GateRef, reason: string, draft: Draft): Dialog => {
	const comments = [{file: null, line: null, side: null, text: reason}, ...draft.comments];
	return questionOf(
		`Reject ${gate.id}?`,
		[reason, 'The run fails as rejected; its branch stays, and it can be restarted.'],
		[
			{key: 'y', label: 'Reject it', action: decisionOf(gate, 'reject', comments, `rejecting ${gate.id}`)},
			{key: 'n', label: 'Keep it', action: null},
		],
	);
};
