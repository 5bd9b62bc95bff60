import {refusalFrom} from '../../domain/errors.ts';

/** `warning`: mosaic works, but a person should know. */
export type CheckState = 'ok' | 'warning' | 'failed';

export type Check = {readonly name: string; readonly state: CheckState; readonly detail: string};

/** Runs one check; what it throws is its finding. `otherwise` is how bad a throw is. */
export const tryCheck = async (
	name: string,
	otherwise: Exclude<CheckState, 'ok'>,
	probe: () => string | Promise<string>,
): Promise<Check> => {
	try {
		return {name, state: 'ok', detail: await probe()};
	} catch (error) {
		return {name, state: otherwise, detail: refusalFrom(error).message};
	}
};
