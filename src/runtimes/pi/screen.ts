import type {ScreenRule} from '../screen-rules.ts';

export const PI_SCREEN: readonly ScreenRule[] = [];
