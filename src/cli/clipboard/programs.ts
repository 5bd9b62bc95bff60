// The programs that put a text into this machine's clipboard. Pure.

export type ClipboardProgram = {
	readonly argv: readonly [string, ...string[]];
	/** What it reads on its standard input. */
	readonly encoding: 'utf8' | 'utf16le';
};

const program = (...argv: [string, ...string[]]): ClipboardProgram => ({argv, encoding: 'utf8'});

/** Those that can work here, the best first: a display that is not there cannot be copied to. */
export const clipboardPrograms = (
	env: Readonly<Record<string, string | undefined>>,
	platform: NodeJS.Platform,
): readonly ClipboardProgram[] => {
	if (platform === 'darwin') return [program('pbcopy')];
	return [
		...(env.WAYLAND_DISPLAY ? [program('wl-copy', '--type', 'text/plain;charset=utf-8')] : []),
		...(env.DISPLAY
			? [program('xclip', '-selection', 'clipboard', '-in'), program('xsel', '--clipboard', '--input')]
			: []),
		// Windows reads the bytes of other encodings as its own code page.
		...(env.WSL_DISTRO_NAME || env.WSL_INTEROP ? [{argv: ['clip.exe'], encoding: 'utf16le'} as const] : []),
	];
};

/** Whether the person sits at another machine, whose clipboard only the terminal reaches. */
export const isRemote = (env: Readonly<Record<string, string | undefined>>): boolean =>
	Boolean(env.SSH_CONNECTION || env.SSH_TTY || env.SSH_CLIENT);
