// What waits for a decision, and what a person needs to know for it.
import type {RunPage} from '../../domain/run-page.ts';
import {cellText} from '../cells.ts';
import {span} from '../line.ts';
import type {Settings} from '../settings.ts';
import {shownKey} from '../settings.ts';
import type {Line} from '../theme.ts';
import type {InboxEntry} from './entries.ts';
import type {Draft} from './people-state.ts';
import {type Anchor, type Row, textRow} from './row.ts';
import {heading, itemRows, paragraphRows, paragraphs} from './words.ts';

/** The rows of the gate: the question with its options, or the proposal with what its agent said of it. */
export const gateRows = (
	{page, entry, draft, settings}: {page: RunPage; entry: InboxEntry | null; draft: Draft; settings: Settings},
	width: number,
): Row[] => {
	if (entry === null) return decidedRows(page, width);
	const key = (id: Parameters<typeof shownKey>[1]) => shownKey(settings, id);
	if (entry.item.kind === 'question') {
		const {question, options} = entry.item.question;
		return [
			...paragraphRows(question, width, 'strong'),
			textRow([]),
			...options.flatMap((option, index) => itemRows([span(`  ${index + 1} `, 'accent')], 4, option, width)),
			...(options.length > 0 ? [textRow([])] : []),
			textRow([span(`${key('run.answer')} answers; its agent waits.`, 'muted')]),
		];
	}
	const {title, proposal} = entry.item.approval;
	const edited = draft.text !== null && draft.text !== proposal;
	return [
		...paragraphRows(title, width, 'strong'),
		...heading(edited ? 'Proposal, as you edited it' : 'Proposal'),
		...paragraphs(draft.text ?? proposal, width).map((line) => textRow(line, {anchor: anchorOf(line)})),
		...heading('Your comments'),
		...commentRows(draft, width),
		...answerRows(page, width),
		textRow([]),
		...paragraphRows(
			`${key('run.approve')} approves, ${key('run.request-changes')} asks for changes, ${key('run.reject')} rejects, ${key('run.edit')} edits the proposal, ${key('run.comment')} comments on a line.`,
			width,
			'muted',
		),
	];
};

const anchorOf = (line: Line): Anchor => ({
	file: null,
	line: null,
	side: null,
	about: `“${line
		.map(({text}) => text)
		.join('')
		.trim()}”`,
});

const commentRows = ({comments}: Draft, width: number): Row[] =>
	comments.length === 0
		? [textRow([span('None yet.', 'muted')])]
		: comments.flatMap(({file, line, text}) => {
				const place = file === null ? '' : `${cellText(file)}${line === null ? '' : `:${line}`}  `;
				return itemRows([span('✎ ', 'accent')], 2, `${place}${text.replaceAll('\n', ' ')}`, width, 'accent');
			});

/** What the last implementer said besides its summary. */
const answerRows = ({record}: RunPage, width: number): Row[] => {
	const last = record.answers.findLast(({of}) => of === 'implement');
	if (last?.of !== 'implement') return [];
	const {assumptions, notes, unresolved} = last.answer;
	const section = (title: string, lines: readonly string[]): Row[] =>
		lines.length === 0
			? []
			: [...heading(title), ...lines.flatMap((line) => itemRows([span('· ', 'muted')], 2, line, width))];
	return [...section('Assumptions', assumptions), ...section('Left open', unresolved), ...section('Notes', notes)];
};

/** Nothing waits: what was decided before. */
const decidedRows = ({run}: RunPage, width: number): Row[] => {
	if (run === null) return [];
	const approvals = run.approvals.map(({id, title, state, decision}) => ({
		id,
		text: `${title}: ${state.replace('-', ' ')}${decision === null ? '' : ` by ${decision.by}`}`,
	}));
	const questions = run.questions.map(({id, question, answer, state}) => ({
		id,
		text: `${question} ${answer ?? `(${state})`}`,
	}));
	const all = [...approvals, ...questions];
	return [
		textRow([span('Nothing of this run waits for a decision.')]),
		...(all.length === 0 ? [] : heading('Decided before')),
		...all.flatMap(({id, text}) => itemRows([span(`${id} `, 'muted')], id.length + 1, text, width)),
	];
};
