// OSC 52: the terminal itself puts a text into the clipboard, also at the other end of an SSH connection
// (xterm, ctlseqs: "Manipulate Selection Data").

/** Terminals drop longer sequences as a whole: hterm and older xterms take 100,000 bytes of base64. */
export const MOST_BYTES = 74_994;

/** The sequence, or null where the text is too long for terminals. */
export const osc52 = (text: string): string | null => {
	const bytes = Buffer.from(text);
	return bytes.length > MOST_BYTES ? null : `\x1b]52;c;${bytes.toString('base64')}\x07`;
};
