// A document of settings as lines that hide nothing: for somebody who decides whether to trust it.
import {isPrintable} from './text.ts';

/** One line for each value, `runtimes.x.argv = ["sh", "-c", "…"]`. What does not print is written as `\u{…}`. */
export const toldSettings = (document: unknown, at = ''): string[] => {
	if (isBranch(document))
		return Object.entries(document).flatMap(([key, value]) =>
			toldSettings(value, at === '' ? name(key) : `${at}.${name(key)}`),
		);
	return [`${at || 'all of it'} = ${visible(compact(document))}`];
};

/** The same text with everything that controls, reorders or hides spelt out. */
export const visible = (text: string): string =>
	[...text]
		.map((character) => {
			const code = character.codePointAt(0) ?? 0;
			return isPrintable(code) ? character : `\\u{${code.toString(16)}}`;
		})
		.join('');

/** Lists of texts and numbers read best in one line; whatever holds more is taken apart. */
const isBranch = (value: unknown): value is object =>
	typeof value === 'object' &&
	value !== null &&
	Object.keys(value).length > 0 &&
	!(Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null));

const compact = (value: unknown): string =>
	Array.isArray(value) ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]` : JSON.stringify(value);

const name = (key: string): string => (/^[\w-]+$/.test(key) ? key : visible(JSON.stringify(key)));
