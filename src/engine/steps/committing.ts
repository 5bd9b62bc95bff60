import type {Place} from '../../git/call.ts';
import type {StepContext} from './context.ts';

/** A place where mosaic commits: under the name that stood there when the run began, whatever an agent wrote into git's settings. */
export const committingIn = ({run, env}: StepContext, directory: string): Place => ({
	directory,
	...(run.identity === null ? {} : {env: {...env, ...run.identity}}),
});
