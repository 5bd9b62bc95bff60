// Typing a prompt into an agent's own screen.
import {promptText} from './prompt-text.ts';

/** Bytes for the terminal, so many milliseconds after the write before. */
export type TimedWrite = {readonly text: string; readonly afterMs: number};

const PASTE_BEGIN = '\u001b[200~';
const PASTE_END = '\u001b[201~';

/**
 * A bracketed paste, a pause, then Enter alone: with both in one write codex and gemini take the Enter for a part of the
 * paste. Control characters go, so that nothing in the text can end the paste or press a key.
 */
export const submitPrompt = (text: string): readonly TimedWrite[] => [
	{text: `${PASTE_BEGIN}${typeable(promptText(text))}${PASTE_END}`, afterMs: 0},
	{text: '\r', afterMs: 300},
];

const typeable = (text: string): string =>
	text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
