// Which characters have the same width on every terminal. After any other one the cursor is put where it belongs.

/** Ranges of code points: Latin, Greek, Cyrillic, Hebrew; punctuation, arrows, lines and blocks; kana, ideographs, hangul. */
const AGREED: readonly (readonly [first: number, last: number])[] = [
	[0x20, 0x7e],
	[0xa1, 0xac],
	[0xae, 0x2ff],
	[0x370, 0x482],
	[0x48a, 0x52f],
	[0x5d0, 0x5ea],
	[0x2010, 0x2027],
	[0x2030, 0x203b],
	[0x2190, 0x2193],
	[0x2500, 0x25fc],
	[0x2800, 0x28ff],
	[0x3041, 0x3096],
	[0x30a1, 0x30fa],
	[0x4e00, 0x9fff],
	[0xac00, 0xd7a3],
	[0xff01, 0xff60],
];

/** Whether terminals agree about the width of this character standing alone. */
export const isAgreed = (codePoint: number): boolean =>
	codePoint < 0x7f || AGREED.some(([first, last]) => codePoint >= first && codePoint <= last);
