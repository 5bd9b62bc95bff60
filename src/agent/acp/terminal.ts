// The session's own terminal, as the ACP client has it: a log that is written, and a line that a person who attached types.

export type LogTerminal = ReturnType<typeof openTerminal>;

/** Writes to and reads from the streams of this process. */
export const openTerminal = (stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream) => {
	// A terminal that is gone takes its process with it (SIGHUP); the log is no reason to fail before that.
	stdout.on('error', () => {});
	return {
		print: (text: string): void => {
			if (text !== '') stdout.write(text);
		},
		/** The lines that are typed until `signal`; without one nothing is read. */
		onLine: (signal: AbortSignal, take: (line: string) => void): void => {
			let typed = '';
			const read = (chunk: string): void => {
				typed += chunk;
				for (let end = typed.search(/[\r\n]/); end >= 0; end = typed.search(/[\r\n]/)) {
					take(typed.slice(0, end).trim());
					typed = typed.slice(end + 1);
				}
				typed = typed.slice(-1000);
			};
			stdin.setEncoding('utf8');
			stdin.on('data', read);
			stdin.resume();
			signal.addEventListener('abort', () => {
				stdin.off('data', read);
				stdin.pause();
			});
		},
	};
};
