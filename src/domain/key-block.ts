// Private keys in their armour (RFC 7468): everything between the BEGIN and the END line goes.

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/;
const LONGEST_LINE = 72;
/** A key is shorter; what follows a BEGIN line without an END is an ordinary text again after so many characters. */
const LONGEST_KEY = 16_384;

/** Drops the inside of private keys from a stream, whole lines at its edges included; the two lines become one mark. */
export const keyBlock = () => {
	let held = '';
	let dropped: number | undefined;
	const step = (last: boolean): {out: string; more: boolean} => {
		if (dropped === undefined) {
			const begin = BEGIN.exec(held);
			if (begin) {
				const out = `${held.slice(0, begin.index)}[redacted]`;
				held = held.slice(begin.index + begin[0].length);
				dropped = 0;
				return {out, more: true};
			}
			const keep = last ? held.length : openDash(held);
			const out = held.slice(0, keep);
			held = held.slice(keep);
			return {out, more: false};
		}
		const end = END.exec(held.slice(0, LONGEST_KEY - dropped));
		const over = end
			? end.index + end[0].length
			: Math.min(held.length - (last ? 0 : LONGEST_LINE), LONGEST_KEY - dropped);
		if (over <= 0) return {out: '', more: false};
		held = held.slice(over);
		dropped += over;
		if (end || dropped >= LONGEST_KEY) dropped = undefined;
		return {out: '', more: dropped === undefined};
	};
	const run = (last: boolean): string => {
		let out = '';
		for (let turn = step(last); ; turn = step(last)) {
			out += turn.out;
			if (!turn.more) return out;
		}
	};
	return {
		push: (text: string): string => {
			held += text;
			return run(false);
		},
		end: (): string => run(true),
	};
};

/** Where a BEGIN line may have begun at the end of the text. */
const openDash = (text: string): number => {
	const from = Math.max(0, text.length - LONGEST_LINE);
	const at = /-(?:----(?:B(?:E(?:G(?:I(?:N(?: [A-Z0-9 ]*(?:-{0,5}))?)?)?)?)?)?|-{0,3})$/.exec(text.slice(from));
	return at ? from + at.index : text.length;
};
