import type {Effect} from '../../domain/effect.ts';
import type {MachineEvent} from './state.ts';

/** One move of a run: events that follow by themselves, or an effect that is due, or (neither) nothing yet. */
export type Move = {readonly events?: readonly MachineEvent[]; readonly effect?: Effect};
