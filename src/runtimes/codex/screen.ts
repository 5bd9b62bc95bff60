import type {ScreenRule} from '../screen-rules.ts';

export const CODEX_SCREEN: readonly ScreenRule[] = [];
