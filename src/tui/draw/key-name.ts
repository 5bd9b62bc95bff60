const NAMES: Readonly<Record<string, string>> = {
	enter: 'Enter',
	tab: 'Tab',
	'shift+tab': 'Shift+Tab',
	esc: 'Esc',
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	pgup: 'PgUp',
	pgdn: 'PgDn',
	home: 'Home',
	end: 'End',
};

/** A key as people write it: `Ctrl+D`, `Enter`, `↑`. */
export const keyName = (key: string): string =>
	NAMES[key] ?? key.replace(/^ctrl\+(.)$/, (_, letter: string) => `Ctrl+${letter.toUpperCase()}`);
