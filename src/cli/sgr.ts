import type {Colour, StyledText} from '../domain/screen.ts';

/** A styled row as text with SGR sequences (ECMA-48); plain where `colour` is off, though bold and inverse stay. */
export const sgrRow = (row: readonly StyledText[], colour: boolean): string =>
	row.map((part) => `\u001b[0${codesOf(part, colour)}m${part.text}`).join('');

const codesOf = (style: StyledText, colour: boolean): string => {
	const flags = [
		[style.bold, 1],
		[style.dim, 2],
		[style.italic, 3],
		[style.underline, 4],
		[style.inverse, 7],
		[style.strike, 9],
	] as const;
	const set = flags.flatMap(([on, code]) => (on ? [`;${code}`] : []));
	return [...set, ...(colour ? [colourCode(38, style.fg), colourCode(48, style.bg)] : [])].join('');
};

const colourCode = (base: 38 | 48, colour: Colour): string => {
	if (colour === null) return '';
	return typeof colour === 'number' ? `;${base};5;${colour}` : `;${base};2;${colour.join(';')}`;
};
