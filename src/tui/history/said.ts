import type {HistoryState} from './state.ts';

/** The state with a word about what just happened. */
export const said = (state: HistoryState, text: string, bad = true): HistoryState => ({...state, said: {text, bad}});

/** What is told where the shell marked no prompts. */
export const NO_PROMPTS = 'No prompt is marked here: the shell would have to send OSC 133.';
