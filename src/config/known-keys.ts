import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;
type Def = {
	readonly type: string;
	readonly shape?: Readonly<Record<string, Schema>>;
	readonly element?: Schema;
	readonly valueType?: Schema;
	readonly innerType?: Schema;
	readonly options?: readonly Schema[];
	readonly discriminator?: string;
	readonly values?: readonly unknown[];
};

/** The keys that a schema knows at a path of a document; for suggestions. The document tells which form of a choice it is. */
export const knownKeysAt = (schema: Schema, document: unknown, path: readonly PropertyKey[]): readonly string[] => {
	const forms = formsOf(schema, document);
	const [key, ...rest] = path;
	if (key === undefined) return [...new Set(forms.flatMap((form) => Object.keys(form.shape ?? {})))];
	const below = (document as Record<PropertyKey, unknown> | undefined)?.[key];
	const found = forms
		.flatMap((form) => form.shape?.[String(key)] ?? form.element ?? form.valueType ?? [])
		.map((next) => knownKeysAt(next, below, rest));
	return [...new Set(found.flat())];
};

/** The forms that a value can have by a schema, once what only wraps them is taken off. */
const formsOf = (schema: Schema, value: unknown): Def[] => {
	const def = schema._zod.def as unknown as Def;
	if (def.innerType) return formsOf(def.innerType, value);
	if (!def.options) return [def];
	const {discriminator} = def;
	const chosen =
		discriminator === undefined ? undefined : (value as Record<string, unknown> | undefined)?.[discriminator];
	const fitting = def.options.filter((option) => {
		const literal =
			discriminator === undefined ? undefined : (option._zod.def as unknown as Def).shape?.[discriminator];
		return chosen === undefined || (literal?._zod.def as Def | undefined)?.values?.includes(chosen);
	});
	return fitting.flatMap((option) => formsOf(option, value));
};
