import type {Artifact} from '../../domain/artifact.ts';
import type {RunEvent} from '../../domain/run-event.ts';
import {hashOf} from './hash.ts';
import type {RunMachine} from './state.ts';

/** The event that stores an artifact; `nth` counts those of the same transaction, from 0. */
export const artifactOf = (run: RunMachine, what: Omit<Artifact, 'id' | 'hash'>, nth = 0): RunEvent => ({
	type: 'artifact.stored',
	artifact: {id: `${run.id}-x${run.artifacts + nth + 1}`, ...what, hash: hashOf(what.payload)},
});
