/** `sess-001`, `sess-002`, …; wider than three digits once needed. `number` is at least 1. */
export const sessionIdOf = (number: number): string => `sess-${String(number).padStart(3, '0')}`;

/** `run-001`, `run-002`, … */
export const runIdOf = (number: number): string => `run-${String(number).padStart(3, '0')}`;

/** The number in `sess-012`, or undefined where the text is no session id. */
export const sessionNumberOf = (id: string): number | undefined => {
	const match = /^sess-(\d{1,9})$/.exec(id);
	return match ? Number(match[1]) : undefined;
};

/** The number of a run's id; undefined where it is none. */
export const runNumberOf = (id: string): number | undefined => {
	const match = /^run-(\d+)$/.exec(id);
	return match ? Number(match[1]) : undefined;
};
