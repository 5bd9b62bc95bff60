import type {Comment} from '../../domain/approval.ts';
import type {Line} from '../theme.ts';

/** Something that can be commented on; `about` names it for the person. */
export type Anchor = Omit<Comment, 'text'> & {readonly about: string};

/** One row of a page. Code is drawn when it is seen: a change of 100,000 lines costs no more than what is seen of it. */
export type Row =
	| {
			readonly kind: 'text';
			readonly line: Line;
			readonly mark?: 'file' | 'hunk';
			readonly anchor?: Anchor;
			/** The step that it is about. */
			readonly step?: string;
			/** Enter goes to this row. */
			readonly to?: number;
			/** The file of the diff that it belongs to. */
			readonly file?: number;
	  }
	| {readonly kind: 'code'; readonly file: number; readonly hunk: number; readonly at: number; readonly anchor: Anchor};

/** A row of words. */
export const textRow = (line: Line, more: Omit<Extract<Row, {kind: 'text'}>, 'kind' | 'line'> = {}): Row => ({
	kind: 'text',
	line,
	...more,
});
