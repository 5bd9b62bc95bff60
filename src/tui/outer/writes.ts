// What mosaic itself says to the person's terminal besides cells. Every text in it is clean before it comes here, and is
// cleaned once more, because one escape character too many would be the whole wall.
import {plainLine, printableLines, shorten} from '../../domain/text.ts';

const ST = '\u001b\\';

/** The bell. */
export const BELL = '\u0007';

/** A desktop notification (OSC 9). The session's name leads: a text that begins with a number would be a command. */
export const notificationBytes = (about: string, text: string): string =>
	`\u001b]9;${shorten(plainLine(`${about}: ${text.replaceAll('\n', ' ')}`), 300)}${ST}`;

/** The clipboard (OSC 52). */
export const clipboardBytes = (text: string): string =>
	`\u001b]52;c;${Buffer.from(printableLines(text)).toString('base64')}${ST}`;

/** The window's title (OSC 2). */
export const titleBytes = (title: string): string => `\u001b]2;${shorten(plainLine(title), 200)}${ST}`;

/** The title is kept by the terminal before the first of ours, and comes back with the second (XTWINOPS). */
export const KEEP_TITLE = '\u001b[22;2t';
export const BRING_TITLE_BACK = '\u001b[23;2t';
