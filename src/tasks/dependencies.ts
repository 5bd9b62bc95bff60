// From the words that name dependencies to the ids of tasks.
import {quoted} from '../domain/text.ts';
import type {DependsText} from './draft.ts';
import {idOfCell} from './task-ids.ts';

/** The ids that a file knows: as they are, and without regard to case. */
export type KnownIds = {readonly exact: ReadonlySet<string>; readonly fold: (id: string) => string | undefined};

export type Dependencies = {readonly ids: readonly string[]; readonly problems: readonly string[]};

const NONE: readonly string[] = [];
const NOTHING = /^(?:[-–—.…?]*|none|n\/a|na|nothing|no|null|nil|\(none\))\.?$/i;
const RANGE = /^(\S*?)(\d+)(?:-|–|—|\.{2,3}|…|→)(\S*?)(\d+)$/u;
const LONGEST_RANGE = 1000;

/**
 * Reads `T1, T2 and T4-T6`. A word that is no known id but could be one stays as a dependency, so that the task waits
 * until a person looks; prose gives only ids that are known or look like one.
 */
export const readDependencies = (texts: readonly DependsText[], known: KnownIds): Dependencies => {
	const only = texts.length === 1 && texts[0]?.kind === 'list' ? idOfCell(texts[0].text) : '';
	if (known.exact.has(only)) return {ids: [only], problems: NONE};
	const ids = new Set<string>();
	const problems: string[] = [];
	for (const {kind, text} of texts) {
		for (const id of kind === 'list' ? idsOfList(text, known) : idsOfProse(text, known)) {
			if (!ids.has(id) && !known.exact.has(id)) problems.push(`depends on ${quoted(id)}, which is no task here`);
			ids.add(id);
		}
	}
	return {ids: [...ids], problems};
};

/** The index of known ids; the folded one is made when it is first asked for. */
export const knownIds = (ids: ReadonlySet<string>): KnownIds => {
	let folded: Map<string, string> | undefined;
	return {
		exact: ids,
		fold: (id) => {
			folded ??= new Map([...ids].reverse().map((known) => [known.toLowerCase(), known]));
			return folded.get(id.toLowerCase());
		},
	};
};

const resolve = (token: string, known: KnownIds): string | undefined => {
	if (known.exact.has(token)) return token;
	return known.fold(token);
};

const idsOfList = (text: string, known: KnownIds): string[] => {
	const whole = idOfCell(text);
	if (known.exact.has(whole)) return [whole];
	return text
		.replace(/\s+/g, ' ')
		.replace(/\([^()]*\)/g, ' ')
		.replace(/\b(?:to|through)\b/g, '–')
		.replace(/ ?([–→…]|\.{2,3}) ?/gu, '$1')
		.split(/[,;，、]|<br\s*\/?>/u)
		.flatMap((part) => idsOfPart(part.trim(), known));
};

const idsOfPart = (part: string, known: KnownIds): string[] => {
	const plain = idOfCell(part);
	if (plain === '' || NOTHING.test(part) || NOTHING.test(plain)) return [];
	const whole = resolve(plain, known);
	if (whole !== undefined) return [whole];
	const tokens = part
		.split(/[\s&+/]+/)
		.map(bare)
		.filter((token) => token !== '');
	const ids = tokens.flatMap((token) => idsOfToken(token, known));
	return ids.length > 0 ? ids : [plain];
};

const bare = (token: string): string => token.replace(/^[[({*_`~"']+/, '').replace(/[\])}*_`~"':.]+$/, '');

const idsOfToken = (token: string, known: KnownIds): string[] => {
	const id = resolve(token, known) ?? resolve(token.replace(/^#/, ''), known);
	if (id !== undefined) return [id];
	return range(token, known) ?? (/\d/.test(token) ? [token] : []);
};

// `T1-T3`, `T1–3`, `T001..T005`: both ends must be known; what lies between is named as the first one is.
const range = (token: string, known: KnownIds): string[] | undefined => {
	const match = token.length > 120 ? null : RANGE.exec(token);
	if (!match) return undefined;
	const [, prefix = '', from = '', secondPrefix = '', to = ''] = match;
	if (secondPrefix !== '' && secondPrefix.toLowerCase() !== prefix.toLowerCase()) return undefined;
	const count = Number(to) - Number(from) + 1;
	if (!(count >= 2 && count <= LONGEST_RANGE)) return undefined;
	const named = Array.from({length: count}, (_, index) => {
		const id = prefix + String(Number(from) + index).padStart(from.length, '0');
		return resolve(id, known) ?? id;
	});
	return known.exact.has(named[0] as string) && known.exact.has(named.at(-1) as string) ? named : undefined;
};

const LOOKS_LIKE_ID = /^(?:[A-Z]{1,12}-?\d[\w.-]*|[tT]\d[\w.]*|\d+(?:\.\d+)+|#\d+)$/;

// Ids up to the first word that is none: `depends on T1, T2 and the database` names two.
const idsOfProse = (text: string, known: KnownIds): string[] => {
	const ids: string[] = [];
	for (const word of text.slice(0, 2000).split(/[\s,;&+/]+/)) {
		const token = bare(word);
		if (token === '' || /^(?:and|tasks?|on|both)$/i.test(token)) continue;
		const found = proseIds(token, known);
		if (found.length === 0) break;
		ids.push(...found);
		if (/[).;:]$/.test(word.replace(/[*_`]+$/, ''))) break;
	}
	return ids;
};

const proseIds = (token: string, known: KnownIds): string[] => {
	if (known.exact.has(token) && (/\d/.test(token) || token.includes('-'))) return [token];
	const expanded = range(token, known);
	if (expanded) return expanded;
	return LOOKS_LIKE_ID.test(token) ? [resolve(token, known) ?? token] : [];
};
