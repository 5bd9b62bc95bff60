// The style of text in a transcript, told again in sequences of our own: numbers only, and no more than a style holds.

const BASIC: Readonly<Record<number, string>> = {
	1: 'bold',
	2: 'dim',
	3: 'italic',
	4: 'underline',
	5: 'blink',
	7: 'inverse',
	9: 'strike',
	53: 'overline',
};

const OFF: Readonly<Record<number, readonly string[]>> = {
	22: ['bold', 'dim'],
	23: ['italic'],
	24: ['underline'],
	25: ['blink'],
	27: ['inverse'],
	29: ['strike'],
	39: ['fg'],
	49: ['bg'],
	55: ['overline'],
};

/** Follows SGR sequences. `sequence` is the style as one that needs no other before it; empty for plain text. */
export const createTextPen = () => {
	const slots = new Map<string, string>();
	let sequence = '';
	return {
		/** Takes the parameters of a `CSI … m`. */
		apply: (params: string): void => {
			if (!/^[\d;:]*$/.test(params)) return;
			applyAll(slots, params.split(';'));
			sequence = slots.size === 0 ? '' : `\x1b[0;${[...slots.values()].join(';')}m`;
		},
		sequence: (): string => sequence,
	};
};

const applyAll = (slots: Map<string, string>, parts: readonly string[]): void => {
	for (let at = 0; at < parts.length; at++) {
		const [own = '', ...sub] = (parts[at] ?? '').split(':');
		const code = Number(own);
		if (code === 38 || code === 48) {
			const values = sub.length > 0 ? sub.filter((value) => value !== '') : parts.slice(at + 1);
			const taken = setColour(slots, code, values.map(Number));
			if (sub.length === 0) at += taken;
		} else if (code === 4 && sub[0] === '0') slots.delete('underline');
		else applyOne(slots, code);
	}
};

/** A palette index or red, green and blue; gives how many values it took. */
const setColour = (slots: Map<string, string>, code: 38 | 48, [kind, a, b, c]: readonly number[]): number => {
	const isByte = (value: number | undefined): value is number =>
		value !== undefined && Number.isInteger(value) && value >= 0 && value < 256;
	const slot = code === 38 ? 'fg' : 'bg';
	if (kind === 5) {
		if (isByte(a)) slots.set(slot, `${code};5;${a}`);
		return 2;
	}
	if (kind !== 2) return 0;
	if (isByte(a) && isByte(b) && isByte(c)) slots.set(slot, `${code};2;${a};${b};${c}`);
	return 4;
};

const applyOne = (slots: Map<string, string>, code: number): void => {
	const name = BASIC[code];
	if (code === 0) slots.clear();
	else if (name !== undefined) slots.set(name, String(code));
	else if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) slots.set('fg', String(code));
	else if ((code >= 40 && code < 48) || (code >= 100 && code < 108)) slots.set('bg', String(code));
	else for (const off of OFF[code] ?? []) slots.delete(off);
};
