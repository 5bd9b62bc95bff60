// What becomes of what an agent needs leave for, said before it starts.
import {acpFormOf} from './acp-form.ts';
import type {Permissions} from './adapter.ts';
import {ADAPTERS} from './adapters.ts';
import {DEFAULT_RUNTIME} from './registry.ts';
import {twoWayOf} from './two-way.ts';

/** What a bare `claude -p` comes to, and the way out; undefined for everything that was given a command or a mode. */
export const bareWords = (
	runtime: string,
	given: {readonly argv?: readonly string[] | undefined; readonly mode?: string | undefined; readonly acp?: unknown},
): string | undefined => {
	const isBare = (given.argv?.length ?? 0) === 0 && given.mode === undefined && given.acp === undefined;
	return isBare && runtime === DEFAULT_RUNTIME
		? '`claude -p` changes no file without leave and asks nobody. "runtimes": {"claude": {"mode": "headless"}} in .mosaic/config.json lets it ask you'
		: undefined;
};

/** In a few words, for a runtime that runs in a mode. */
export const leaveWords = (
	runtime: string,
	mode: 'interactive' | 'headless',
	permissions: Permissions | null,
): string => {
	if (permissions === 'all') return 'asks nobody: it may do everything';
	if (mode === 'interactive') return 'asks on its own screen, where it asks at all';
	if (permissions === 'read') return 'asks nobody: it may only look';
	if (twoWayOf(runtime, permissions) || acpFormOf(runtime, permissions)) return 'asks; rules or a person answer';
	if (ADAPTERS.has(runtime)) return 'asks nobody: what its tools can do, it does. Give it permissions "ask" or "edit"';
	return 'asks nobody that mosaic knows of';
};
