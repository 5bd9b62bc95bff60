// Where a hyperlink of an agent may lead: it is a person who clicks on it, on a text that the agent chose.

/** Schemes that open a page and nothing else. `file:` is none of them: a click on one may start a program. */
const SCHEMES = new Set(['http:', 'https:']);
/** Browsers and terminals take no longer ones (VTE: 2083). */
const LONGEST_LINK = 2048;

/**
 * The target as it may be handed to a terminal, unchanged; null for one that may not. A user name in it is refused,
 * because `https://bank.example@evil.example` is read as what it is not.
 */
export const cleanLink = (target: string): string | null => {
	if (target.length > LONGEST_LINK || !/^[\x21-\x7e]+$/.test(target)) return null;
	const url = URL.parse(target);
	if (url === null || !SCHEMES.has(url.protocol) || url.hostname === '') return null;
	return url.username === '' && url.password === '' ? target : null;
};
