import {setFlagsFromString} from 'node:v8';

/**
 * Lets the young half of V8's heap grow no more, to be called once all that a window needs is loaded: it has 32 MB then.
 * In a flood of screens it would grow to 134 MB, all of it garbage.
 */
export const keepYoungHeapSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');
