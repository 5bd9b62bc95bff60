// `mosaic approvals`: what waits for a person.

import type {InboxItem} from '../domain/run.ts';
import {plainLine} from '../domain/text.ts';
import {inbox} from '../engine/kernel/read-runs.ts';
import type {Context} from './context.ts';

/** Lists open approvals and questions, the longest waiting first. */
export const approvalsCommand = async (context: Context): Promise<number> => {
	const items = inbox(context.paths());
	if (context.json) context.output.document('approvals', {approvals: items});
	else if (items.length === 0) context.output.print('Nothing waits for a person.');
	else for (const item of items) context.output.print(line(item));
	return 0;
};

const line = (item: InboxItem): string =>
	item.kind === 'approval'
		? `${item.approval.id}  ${plainLine(item.approval.title)}\n  \`mosaic approve ${item.approval.id}\`, \`request-changes\` or \`reject\``
		: `${item.question.id}  ${plainLine(item.question.question)}\n  \`mosaic answer ${item.question.id} ${item.question.options[0] ? `"${plainLine(item.question.options[0])}"` : 'TEXT'}\`${item.question.options.length > 1 ? ` (or ${item.question.options.slice(1).map(plainLine).join(', ')})` : ''}${item.gone ? '\n  its agent is gone; the answer is told to the next one' : ''}`;
