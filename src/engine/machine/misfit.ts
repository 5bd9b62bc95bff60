import type * as z from 'zod/mini';
import {explainIssue, pathText} from '../../config/explain-issue.ts';
import {printable, shorten} from '../../domain/text.ts';

const MOST = 5;

/** Why a document does not fit its schema, for the agent that wrote it: where and what, in one line. */
export const misfit = (schema: z.ZodMiniType, document: unknown, issues: readonly z.core.$ZodIssue[]): string => {
	const told = issues.slice(0, MOST).map((issue) => {
		const {path, message} = explainIssue(schema, document, issue);
		return `${pathText(path)}: ${message}`;
	});
	return shorten(printable(told.join(' ')), 500);
};
