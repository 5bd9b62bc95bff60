const NAMES: Readonly<Record<string, string>> = {
	' ': 'Space',
	space: 'Space',
	enter: 'Enter',
	tab: 'Tab',
	esc: 'Esc',
	backspace: 'Backspace',
	delete: 'Delete',
	insert: 'Insert',
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	pgup: 'PgUp',
	pgdn: 'PgDn',
	home: 'Home',
	end: 'End',
	ctrl: 'Ctrl',
	alt: 'Alt',
	shift: 'Shift',
};

/** A key as people write it: `Ctrl+D`, `Enter`, `↑`, `F2`. */
export const keyName = (key: string): string => {
	const [, held = '', last = key] = /^((?:(?:ctrl|alt|shift)\+)*)(.+)$/su.exec(key) ?? [];
	const base = NAMES[last] ?? last.replace(/^f(?=\d)/, 'F');
	const holds = held.split('+').filter(Boolean);
	const shown = holds.includes('ctrl') && base.length === 1 ? base.toUpperCase() : base;
	return [...holds.map((name) => NAMES[name] ?? name), shown].join('+');
};
