import {type Refusal, type RefusalKind, Refused} from '../domain/errors.ts';

/** What a git function says: what is there now, or why it was not done. */
export type Answer<T> = {readonly ok: true; readonly value: T} | {readonly ok: false; readonly refusal: Refusal};

/** Runs `work`; a refusal thrown inside becomes the answer, a fault stays one. */
export const answered = async <T>(work: () => Promise<T>): Promise<Answer<T>> => {
	try {
		return {ok: true, value: await work()};
	} catch (error) {
		if (error instanceof Refused) return {ok: false, refusal: error.refusal};
		throw error;
	}
};

/** A refusal on its way to `answered`. */
export const no = (code: string, message: string, kind: RefusalKind = 'refused'): Refused =>
	new Refused({kind, code, message});
