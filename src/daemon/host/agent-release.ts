// Which release of its program a session runs, found beside the agent and put on record; and the screen rules of it.
import {findRelease, knownRelease} from '../../engine/program-release.ts';
import type {Adapter} from '../../runtimes/adapter.ts';
import {rulesFor} from '../../runtimes/releases.ts';
import type {ScreenRule} from '../../runtimes/screen-rules.ts';

export type AgentReleaseOptions = {
	readonly adapter: Adapter;
	/** The program; null where mosaic does not know what it would do with `--version`. */
	readonly program: string | null;
	readonly env: NodeJS.ProcessEnv;
	/** With the marks of the session, so that whatever it starts is ended with the session. */
	readonly agentEnv: NodeJS.ProcessEnv;
	readonly onFound: (release: string) => void;
};

/** While the release is being found nothing on the screen is taken for anything: another one's keys could mean something else. */
export const createAgentRelease = ({adapter, program, env, agentEnv, onFound}: AgentReleaseOptions) => {
	const known = program === null ? null : knownRelease(program, env);
	let rules: readonly ScreenRule[] = known === undefined ? [] : rulesFor(adapter, known);
	const over = new AbortController();
	return {
		rules: (): readonly ScreenRule[] => rules,
		/** Called once the agent is on record. Resolves when it is known. */
		begin: async (): Promise<void> => {
			const {signal} = over;
			const release =
				program === null || known !== undefined ? known : await findRelease(program, {env, agentEnv, signal});
			if (signal.aborted) return;
			rules = rulesFor(adapter, release ?? null);
			if (release) onFound(release);
		},
		close: (): void => over.abort(),
	};
};

export type AgentRelease = ReturnType<typeof createAgentRelease>;
