import {build} from '../../build.config.ts';

/** Tests drive the real binary, so it is built before the first of them. */
export const setup = (): Promise<void> => build();
