import type {Binding} from '../input/binding.ts';
import {DECIDE_KEYS} from './decide-keys.ts';
import {READ_KEYS} from './read-keys.ts';
import {OUTPUT_KEYS, STEER_KEYS} from './steer-keys.ts';

/** Every key of the inbox, the runs and a run's page, in the order of the help. */
export const PEOPLE_KEYS: readonly Binding[] = [...READ_KEYS, ...DECIDE_KEYS, ...STEER_KEYS, ...OUTPUT_KEYS];
