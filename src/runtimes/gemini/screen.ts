import type {ScreenRule} from '../screen-rules.ts';

export const GEMINI_SCREEN: readonly ScreenRule[] = [];
