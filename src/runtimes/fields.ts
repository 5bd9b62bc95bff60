// Streams of other programs are read leniently: a field that is missing or of another type says nothing, and the rest of
// the line still counts. They change with every release; a strict schema would lose an hour of work over a new field.

export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object in a field, or an empty one. */
export const fieldsIn = (fields: Fields, key: string): Fields => {
	const value = fields[key];
	return isFields(value) ? value : {};
};

/** The objects of a list in a field. */
export const listIn = (fields: Fields, key: string): readonly Fields[] => {
	const value = fields[key];
	return Array.isArray(value) ? value.filter(isFields) : [];
};

/** The text in a field, or null where there is none or an empty one. */
export const textIn = (fields: Fields, key: string): string | null => {
	const value = fields[key];
	return typeof value === 'string' && value !== '' ? value : null;
};

/** A count in a field: a whole number from 0 on, else 0. */
export const countIn = (fields: Fields, key: string): number => {
	const value = fields[key];
	return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0;
};

/** An amount of money in a field, or null. */
export const costIn = (fields: Fields, key: string): number | null => {
	const value = fields[key];
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
};
