// How much of a string sequence (OSC, DCS) is kept while it has not ended: an agent may begin one and never end it.
// @xterm/headless 6.0.0 keeps ten million characters for each of its handlers.

/** An OSC 52 holds a clipboard in base64; no other string has to be long. */
const LONGEST_OSC: Readonly<Record<number, number>> = {52: 140_000};
const LONGEST = 8192;

/** The states of xterm's OscParser. */
const OSC = {payload: 2, abort: 3};

type StringParser = {
	_active: readonly unknown[];
	put(data: Uint32Array, start: number, end: number): void;
	reset(): void;
};
type OscParser = StringParser & {_state: number; _id: number; start(): void};
type DcsParser = StringParser & {hook(ident: number, params: unknown): void};

/** Gives up every string that grows too long: no handler hears of it, and the rest of it is passed over. */
export const limitStrings = (terminal: object): void => {
	const core = (terminal as {_core: {_inputHandler: {_parser: {_oscParser: OscParser; _dcsParser: DcsParser}}}})._core;
	limitOsc(core._inputHandler._parser._oscParser);
	limitDcs(core._inputHandler._parser._dcsParser);
};

const limitOsc = (parser: OscParser): void => {
	const start = parser.start.bind(parser);
	const put = parser.put.bind(parser);
	let length = 0;
	parser.start = () => {
		length = 0;
		start();
	};
	parser.put = (data, from, to) => {
		// What nobody waits for is not even decoded.
		if (parser._state === OSC.abort || (parser._state === OSC.payload && parser._active.length === 0)) return;
		put(data, from, to);
		length += to - from;
		// Only now its number is known.
		if (length <= (LONGEST_OSC[parser._id] ?? LONGEST)) return;
		parser.reset();
		parser._state = OSC.abort;
	};
};

const limitDcs = (parser: DcsParser): void => {
	const hook = parser.hook.bind(parser);
	const put = parser.put.bind(parser);
	let length = 0;
	parser.hook = (ident, params) => {
		length = 0;
		hook(ident, params);
	};
	parser.put = (data, from, to) => {
		length += to - from;
		if (length > LONGEST && parser._active.length > 0) parser.reset();
		if (parser._active.length > 0) put(data, from, to);
	};
};
