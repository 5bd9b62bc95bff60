// Splits terminal output into text, controls and escape sequences (the states of a VT500, as xterm reads them). Keeps
// at most a few bytes of a sequence, however long it is.

export type EscapeHandlers = {
	/** One printable character (a code point). */
	readonly print: (character: string) => void;
	/** A C0 or C1 control that starts no sequence. */
	readonly control: (code: number) => void;
	/** A whole CSI sequence: `params` with prefix and intermediates; those longer than 64 characters are passed over. */
	readonly csi: (params: string, final: string) => void;
	/** A plain escape sequence without intermediates. */
	readonly escape: (final: string) => void;
};

const LONGEST_PARAMS = 64;

type State = 'ground' | 'escape' | 'escape-intermediate' | 'csi' | 'string' | 'string-escape';

/** A parser that keeps its state between pushes. Strings (OSC, DCS, APC, PM, SOS) are dropped. */
export const createEscapeParser = (handlers: EscapeHandlers) => {
	let state: State = 'ground';
	let params = '';
	const enter = (next: State) => {
		state = next;
		params = '';
	};
	const afterEscape = (code: number, character: string) => {
		if (code === 0x5b) return enter('csi');
		if (code === 0x5d || code === 0x50 || code === 0x58 || code === 0x5e || code === 0x5f) return enter('string');
		if (code >= 0x20 && code <= 0x2f) return enter('escape-intermediate');
		enter('ground');
		if (code >= 0x30 && code <= 0x7e) handlers.escape(character);
	};
	const csi = (code: number, character: string) => {
		if (code < 0x40 || code > 0x7e) {
			if (params.length <= LONGEST_PARAMS && code < 0x40) params += character;
			return;
		}
		const whole = params;
		enter('ground');
		if (whole.length <= LONGEST_PARAMS) handlers.csi(whole, character);
	};
	/** What holds in every state: cancel, a new sequence, and 8-bit controls. True when the character is used up. */
	const anywhere = (code: number): boolean => {
		const inString = state === 'string' || state === 'string-escape';
		if (code === 0x18 || code === 0x1a) enter('ground');
		else if (code === 0x1b) enter(inString ? 'string-escape' : 'escape');
		else if (code >= 0x80 && code <= 0x9f) eightBit(code);
		else if (code < 0x20 || code === 0x7f) {
			if (!inString && code !== 0x7f) handlers.control(code);
		} else return false;
		return true;
	};
	const eightBit = (code: number) => {
		if (code === 0x9b) enter('csi');
		else if (code === 0x90 || code === 0x98 || code === 0x9d || code === 0x9e || code === 0x9f) enter('string');
		else if (state !== 'string' || code === 0x9c) {
			enter('ground');
			if (code !== 0x9c) handlers.control(code);
		}
	};
	const step = (character: string) => {
		const code = character.codePointAt(0) as number;
		// BEL ends an OSC; it is a control anywhere else.
		if (code === 0x07 && state === 'string') return enter('ground');
		if (anywhere(code)) return;
		if (state === 'ground') handlers.print(character);
		else if (state === 'escape' || state === 'string-escape') afterEscape(code, character);
		else if (state === 'escape-intermediate') {
			if (code >= 0x30) enter('ground');
		} else if (state === 'csi') csi(code, character);
	};
	return {
		push: (text: string): void => {
			for (const character of text) step(character);
		},
		/** Whether a sequence is begun and not ended. */
		inSequence: () => state !== 'ground',
		/** Whether a string is begun, which only some controls end. */
		inString: () => state === 'string',
	};
};
