// The sequences by which programs speak to their terminal's owner, as clean signals. Pure: payloads in, signals out.
import {PROGRESS_STATES, type Progress, type ScreenSignal} from '../domain/signal.ts';
import {plainLine, printableLines, shorten} from '../domain/text.ts';

const LONGEST_TITLE = 200;
const LONGEST_NOTIFICATION = 1000;
/** In characters after decoding; string-limits.ts gives up what is much longer. */
const LONGEST_CLIPBOARD = 100_000;

/** A window title (OSC 0, 2). */
export const titleSignal = (title: string): ScreenSignal => ({
	kind: 'title',
	text: shorten(plainLine(title), LONGEST_TITLE),
});

/** A notification; null for an empty one. */
export const notificationSignal = (title: string, text: string): ScreenSignal | null => {
	const [cleanTitle, cleanText] = [shorten(plainLine(title), LONGEST_TITLE), clean(text)];
	if (cleanText === '') return cleanTitle === '' ? null : {kind: 'notification', title: null, text: cleanTitle};
	return {kind: 'notification', title: cleanTitle || null, text: cleanText};
};

const clean = (text: string): string => shorten(printableLines(text).trim(), LONGEST_NOTIFICATION);

/**
 * OSC 9: `4;STATE;PERCENT` is progress, other numbers are ConEmu's commands and mean nothing here, the rest is a
 * notification (iTerm2). https://conemu.github.io/en/AnsiEscapeCodes.html#ConEmu_specific_OSC
 */
export const osc9Signal = (payload: string): ScreenSignal | null => {
	const progress = /^4(?:;(\d)?(?:;(\d{1,3})?)?)?;?$/.exec(payload);
	if (progress) return progressSignal(Number(progress[1] ?? 0), progress[2]);
	return /^\d{1,2}(?:;|$)/.test(payload) ? null : notificationSignal('', payload);
};

const progressSignal = (state: number, percent: string | undefined): ScreenSignal | null => {
	if (state === 0) return {kind: 'progress', progress: null};
	const name = PROGRESS_STATES[state - 1];
	if (name === undefined) return null;
	const known = percent === undefined || name === 'indeterminate' ? null : Math.min(100, Number(percent));
	return {kind: 'progress', progress: {state: name, percent: known} satisfies Progress};
};

/** OSC 777: `notify;TITLE;TEXT` (rxvt). */
export const osc777Signal = (payload: string): ScreenSignal | null => {
	const match = /^notify;([^;]*);?(.*)$/s.exec(payload);
	return match ? notificationSignal(match[1] as string, match[2] as string) : null;
};

/** OSC 52: `SELECTION;BASE64`; `?` asks for what the clipboard holds, which no agent is told. */
export const osc52Signal = (payload: string): ScreenSignal | null => {
	const match = /^[cpqs0-7]*;(.*)$/s.exec(payload);
	const data = match?.[1];
	if (data === undefined || data === '') return null;
	if (data === '?') return {kind: 'refused', what: 'clipboard-read'};
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return null;
	const text = decodeUtf8(data);
	if (text === null) return null;
	const cleaned = printableLines(text);
	if (cleaned.length > LONGEST_CLIPBOARD) return {kind: 'refused', what: 'clipboard-size'};
	return cleaned === '' ? null : {kind: 'clipboard', text: cleaned};
};

/** The text in some base64; null where it is no UTF-8. */
export const decodeUtf8 = (base64: string): string | null => {
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(Buffer.from(base64, 'base64'));
	} catch {
		return null;
	}
};
