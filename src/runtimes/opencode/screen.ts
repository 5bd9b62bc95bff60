import type {ScreenRule} from '../screen-rules.ts';

export const OPENCODE_SCREEN: readonly ScreenRule[] = [];
