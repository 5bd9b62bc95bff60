import {undrivenRuns} from '../engine/kernel/read-runs.ts';
import type {Context} from './context.ts';

/** Says which runs stand still because their engine died, and what sets them going. */
export const warnOfUndriven = ({paths, output}: Context): void => {
	for (const id of undrivenRuns(paths()))
		output.warn(`${id} is under way, but its engine is gone. \`mosaic continue ${id}\` starts another one.`);
};
