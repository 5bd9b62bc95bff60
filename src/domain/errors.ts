/** Why mosaic says no. Each maps to one exit code of the command line's contract. */
export type RefusalKind = 'usage' | 'refused' | 'not-found' | 'invalid' | 'failed' | 'bug';

/** A refusal as a value: nothing was changed; `message` is one line that says what, where and what to do next. */
export type Refusal = {
	readonly kind: RefusalKind;
	readonly code: string;
	readonly message: string;
	readonly sessionId?: string;
	readonly pid?: number;
};

export const EXIT_CODES: Readonly<Record<RefusalKind, number>> = {
	failed: 1,
	usage: 2,
	refused: 3,
	'not-found': 4,
	invalid: 5,
	bug: 70,
};

/** A refusal on its way to the edge (CLI, TUI, socket), where it becomes a line and an exit code. */
export class Refused extends Error {
	readonly refusal: Refusal;

	constructor(refusal: Refusal, options?: ErrorOptions) {
		super(refusal.message, options);
		this.name = 'Refused';
		this.refusal = refusal;
	}
}

/** Throws a refusal; for edges where a value would only be passed upward. */
export const refuse = (kind: RefusalKind, code: string, message: string, cause?: unknown): never => {
	throw new Refused({kind, code, message}, cause === undefined ? undefined : {cause});
};

/** The refusal within any thrown value; what nobody foresaw is a bug (exit 70), and says so. */
export const refusalFrom = (thrown: unknown): Refusal => {
	if (thrown instanceof Refused) return thrown.refusal;
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return {kind: 'bug', code: errorCode(thrown) ?? 'bug', message};
};

/** Whether a code is the system's own word (a full disk, a missing right, a broken device) and so no bug of mosaic. */
export const isSystemFault = (code: string): boolean =>
	/^(?:E[A-Z0-9]+|SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN|PERM|BUSY)\w*)$/.test(code);

/** The system's code (`ENOSPC`, `SQLITE_FULL`, …) of a thrown value, when it has one. */
export const errorCode = (thrown: unknown): string | undefined => {
	const code = (thrown as {code?: unknown} | null)?.code;
	return typeof code === 'string' ? code : undefined;
};
