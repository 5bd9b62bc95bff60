// Ids: the ones people write before a task's text, and the ones made from it where there is none.

/** A leading id and what follows it. */
export type LeadingId = {readonly id: string; readonly rest: string};

const OPEN = /^(?:\*{1,3}|_{1,2}|`|\[|\(|~~|<ins>)*/;
const WORD = /^(?:task|step)\s+(?=[#\d])/i;
// T001, T-1, TASK-12, P0-1, M1-T2, AUTH-3.2, t001.1
const TOKEN = /^(?:#\d+|[\p{L}][\p{L}\d]*(?:[-_.][\p{L}\d]+)*|\d+(?:\.\d+)*)/u;
const CLOSE = /^(?:\*{1,3}|_{1,2}|`|\]|\)|~~|<\/ins>)*/;
const SEPARATOR = /^\s*(?:[:.)\]]|[—–](?=\s)|-(?=\s))\s*/u;
const BARE = /^(?:[A-Z]{1,12}\d+|[A-Z]{1,12}\d*(?:[-_.][A-Z\d]+)+|[tT]\d{1,6})(?:[-_.][A-Za-z\d]+)*$/;
const TECHNICAL =
	/^(?:UTF-?\d+|GPT-\S+|ES\d+|H26\d|S3|EC2|SHA-?\d+|MD5|ISO-?\d+|RFC-?\d+|CSS\d|HTML\d|MP\d|X\d+|[BP]2[BCP]|L10N|I18N|A11Y|K8S|HTTP\d|WIN\d+|PY\d+|CO2|AES-?\d+|BASE64|INT\d+|IPV?\d|ARM64|WCAG\S*|CVE\S*)$/i;

/** The id at the start of a task's text, or undefined. `S3 upload` and `v1.2 release` have none. */
export const leadingId = (text: string): LeadingId | undefined => {
	const head = text.slice(0, 160);
	const lengthOf = (pattern: RegExp, from: number) => pattern.exec(head.slice(from))?.[0].length ?? 0;
	const open = lengthOf(OPEN, 0);
	const start = open + lengthOf(WORD, open);
	const end = start + lengthOf(TOKEN, start);
	const id = head.slice(start, end);
	if (!/\d/.test(id)) return undefined;
	// Kiro writes an optional task's number with a star: `2.3* Write tests`.
	const starred = open === 0 && /^\*(?!\*)/.test(head.slice(end)) ? end + 1 : end;
	const closed = starred + (open > 0 ? lengthOf(CLOSE, starred) : 0);
	const separator = lengthOf(SEPARATOR, closed);
	const framed = separator > 0 || start > open || closed > starred;
	if (!isId(id, framed, head.slice(closed, closed + 2))) return undefined;
	return {id, rest: restOf(text.slice(closed + separator).trim(), head.slice(0, open), closed > starred)};
};

const isId = (token: string, framed: boolean, rest: string): boolean => {
	if (rest !== '' && !/^[\s:.)\]—–]/u.test(rest)) return false;
	if (/^\d+$/.test(token)) return framed;
	if (/^[\d.]+$/.test(token) || token.startsWith('#')) return true;
	if (/^v\d/i.test(token)) return false;
	return framed || (BARE.test(token) && !TECHNICAL.test(token));
};

// `**T1: Title**` leaves the closing stars on the title; they go with the opening ones.
const restOf = (rest: string, frame: string, closed: boolean): string => {
	if (frame === '' || closed) return rest;
	const closing = frame.endsWith('[') ? ']' : frame.endsWith('(') ? ')' : frame;
	const at = rest.indexOf(closing);
	return at < 0 ? rest : (rest.slice(0, at) + rest.slice(at + closing.length)).trim();
};

/** An id cell without its emphasis, code or link: `**T1**`, `` `T1` ``, `[T1](#t1)`. Empty for `—` and the like. */
export const idOfCell = (cell: string): string => {
	if (/^[A-Za-z\d][\w.-]*$/.test(cell)) return cell;
	const link = /^\[([^[\]]+)\]\([^()]*\)$/.exec(cell)?.[1] ?? cell;
	const id = plainText(link).replace(/^\[([^[\]]+)\]$/, '$1');
	return /^[-–—.…?]*$/.test(id) ? '' : id;
};

/** Text without the emphasis, strike and code marks around it. */
export const plainText = (text: string): string => {
	let plain = text.trim();
	while (/^[*_~`]/.test(plain)) {
		const mark = /^(\*{1,3}|_{1,3}|~~|`)(?=[^\s])/.exec(plain)?.[1];
		if (mark === undefined || plain.length <= 2 * mark.length || !plain.endsWith(mark)) return plain;
		const inner = plain.slice(mark.length, -mark.length);
		if (inner.includes(mark)) return plain;
		plain = inner.trim();
	}
	return plain;
};

/** A readable id made of a text's words, at most 40 characters; `task` where it has none. */
export const slugOf = (text: string): string => {
	const words =
		text
			.slice(0, 400)
			.toLowerCase()
			.normalize('NFKC')
			.match(/[\p{L}\p{N}]+/gu) ?? [];
	let slug = '';
	for (const word of words) {
		const longer = slug === '' ? word : `${slug}-${word}`;
		if (longer.length > 40) break;
		slug = longer;
	}
	return slug || [...(words[0] ?? 'task')].slice(0, 40).join('');
};
