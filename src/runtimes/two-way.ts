// Runtimes whose stream goes both ways: the prompt is written to them, they ask there for leave, and are answered there.
import type {Permissions} from './adapter.ts';
import {claudeTwoWay} from './claude/two-way.ts';
import {codexTwoWay} from './codex/two-way.ts';
import type {TwoWay} from './dialogue.ts';
import {piTwoWay} from './pi/two-way.ts';

const TWO_WAY: Readonly<Record<string, TwoWay>> = {claude: claudeTwoWay, codex: codexTwoWay, pi: piTwoWay};

/** The two-way form of a runtime's stream; undefined where it has none, or needs none to be as free as it is to be. */
export const twoWayOf = (runtime: string, permissions: Permissions | null): TwoWay | undefined => {
	const found = Object.hasOwn(TWO_WAY, runtime) ? TWO_WAY[runtime] : undefined;
	return found?.applies(permissions) ? found : undefined;
};
