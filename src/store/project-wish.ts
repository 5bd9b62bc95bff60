// What agents ask leave for, among the questions that wait for a person.
import type {Event} from '../domain/event.ts';
import {ALLOW, DENY, wishQuestion} from '../domain/wish.ts';
import type {Append} from './entry.ts';
import {insertRow} from './insert-row.ts';
import type {Db} from './open.ts';
import {statement} from './statement.ts';

export type WishEvent = Extract<Event, {type: 'permission.asked' | 'permission.decided' | 'permission.closed'}>;

/** Brings the questions up to what became of a wish. Decisions of headless agents' wishes have no question of their own here. */
export const projectWish = (db: Db, {at, runId, sessionId}: Append, event: WishEvent): void => {
	switch (event.type) {
		case 'permission.asked': {
			const {id, step, turn} = event.wish;
			const row = {id, step, turn, run_id: runId, session_id: sessionId, question: wishQuestion(event.wish)};
			return insertRow(db, 'question', {...row, options: JSON.stringify([ALLOW, DENY]), state: 'open', asked_at: at});
		}
		case 'permission.decided': {
			const {id, decision, by} = event.decision;
			return close(db, id, ['answered', at, decision === 'allow' ? ALLOW : DENY, by]);
		}
		case 'permission.closed':
			return close(db, event.id, ['withdrawn', at, null, null]);
	}
};

const close = (db: Db, id: string, values: readonly (string | null)[]): void =>
	void statement(
		db,
		`UPDATE question SET state = ?, answered_at = ?, answer = ?, answered_by = ? WHERE id = ? AND state = 'open'`,
	).run(...values, id);

/** The wishes of a session that nobody has answered. */
export const openWishes = (db: Db, sessionId: string): string[] =>
	db
		.prepare(`SELECT id FROM question WHERE session_id = ? AND state = 'open' AND id GLOB ?`)
		.pluck()
		.all(sessionId, `${sessionId}-p*`) as string[];
