import type {Db, Statement} from './open.ts';

/** So many statements are kept per connection; the store has fewer texts of its own. */
const KEPT = 200;

const kept = new WeakMap<Db, Map<string, Statement>>();

/** The prepared statement of this text, made once per connection: to prepare costs more than most of them take. */
export const statement = (db: Db, sql: string): Statement => {
	const own = kept.get(db) ?? new Map<string, Statement>();
	if (own.size === 0) kept.set(db, own);
	const known = own.get(sql);
	if (known) return known;
	const prepared = db.prepare<unknown[]>(sql);
	if (own.size < KEPT) own.set(sql, prepared);
	return prepared;
};
