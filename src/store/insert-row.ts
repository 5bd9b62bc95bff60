import type {Db} from './open.ts';
import {statement} from './statement.ts';

type Value = string | number | null;

/** Inserts one row. Table and columns are names of our own code, never data. */
export const insertRow = (db: Db, table: string, row: Readonly<Record<string, Value>>): void => {
	const columns = Object.keys(row);
	const places = columns.map(() => '?').join(', ');
	statement(db, `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`).run(...Object.values(row));
};
