// What reached the person's terminal, read by a parser of its own: every sequence, in order.

export type OuterBytes = {
	readonly text: string;
	/** `ESC [` … final, whole. */
	readonly csi: readonly string[];
	readonly osc: readonly string[];
	/** Two-character escapes. */
	readonly escapes: readonly string[];
	/** Controls that stand alone, as their codes. */
	readonly controls: readonly number[];
	/** What is no sequence at all: unfinished ones, strings other than OSC, 8-bit controls. */
	readonly broken: readonly string[];
};

const TOKEN =
	/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\]([^\u0007\u001b]*)(?:\u0007|\u001b\\)|\u001b[P_^X][^\u001b]*(?:\u001b\\)?|\u001b[ -/]*[0-~]?|[\u0000-\u001f\u007f-\u009f]/g;

/** Takes a stream apart. */
export const parseOuter = (bytes: string): OuterBytes => {
	const parsed = {
		text: '',
		csi: [] as string[],
		osc: [] as string[],
		escapes: [] as string[],
		controls: [] as number[],
		broken: [] as string[],
	};
	let from = 0;
	for (const match of bytes.matchAll(TOKEN)) {
		parsed.text += bytes.slice(from, match.index);
		from = match.index + match[0].length;
		const [token, payload] = match;
		if (token.startsWith('\u001b[') && token.length > 2) parsed.csi.push(token);
		else if (payload !== undefined) parsed.osc.push(payload);
		else if (/^\u001b[ -/]*[0-~]$/.test(token) && !/^\u001b[[\]P_^X]/.test(token)) parsed.escapes.push(token);
		else if (token.length === 1 && token.charCodeAt(0) < 0x80 && token !== '\u001b')
			parsed.controls.push(token.charCodeAt(0));
		else parsed.broken.push(token);
	}
	parsed.text += bytes.slice(from);
	return parsed;
};

/** Cells: moves, erasing, scrolling, styles with underline styles and colours, frames, a cursor seen or not. */
const CELLS = /^\u001b\[(?:[\d;]*[HKXCSTJr]|[\d;:]*m|\?2026[hl]|\?25[hl])$/;
/** Modes that a program may have mirrored, and those of the lists; the screen and title stack of mosaic itself. */
const MODES = /^\u001b\[(?:\?(?:1|9|1000|1002|1003|1004|1006|1016|1049|2004)[hl]|[<>=][\d;]*u|2[23];2t)$/;
/** What mosaic asks at its start. */
const QUESTIONS_CSI = ['\u001b[>q', '\u001b[?u', '\u001b[?2026$p', '\u001b[c'];
const QUESTIONS_OSC = /^(?:10;\?|11;\?|4;0;\?(?:;\d+;\?){15})$/;
const LINK = /^8;(?:id=[!-9<-~]+;https?:\/\/[!-~]+|;)$/;
const CONTROLS = [0x0a, 0x0d];

/** Everything in it that no cell, no mode and no link explains. */
export const foreignIn = (bytes: string): readonly (string | number)[] => {
	const {csi, osc, escapes, controls, broken} = parseOuter(bytes);
	return [
		...csi.filter((one) => !CELLS.test(one) && !MODES.test(one) && !QUESTIONS_CSI.includes(one)),
		...osc.filter((one) => !QUESTIONS_OSC.test(one) && !LINK.test(one)),
		...escapes.filter((one) => one !== '\u001b=' && one !== '\u001b>'),
		...controls.filter((one) => !CONTROLS.includes(one)),
		...broken,
	];
};
