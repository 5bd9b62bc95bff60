import type {ScreenRule} from '../screen-rules.ts';

export const CLAUDE_SCREEN: readonly ScreenRule[] = [];
