// The engine within this process (`--inline`), for CI and containers: it ends with the command, and its agents with it.
import {setTimeout as delay} from 'node:timers/promises';
import type {ProjectPaths} from '../../config/paths.ts';
import {Refused} from '../../domain/errors.ts';
import {Kernel} from '../../engine/kernel/kernel.ts';
import {takeLease} from '../../engine/kernel/lease.ts';
import type {EnginePort} from '../../engine/kernel/port.ts';
import {tidyUp} from '../../engine/kernel/tidy-up.ts';
import {requireOwnState} from '../../engine/trust.ts';
import {identityOf} from '../../sessions/identity.ts';
import {openForWriting} from '../../store/open.ts';
import {createAgentHosts} from './agent-hosts.ts';

/** An engine process without work goes after a moment; so long it is waited for. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 100;

/** Becomes the project's engine. Refused while another one drives its runs. */
export const openInlineEngine = async (paths: ProjectPaths, env: NodeJS.ProcessEnv): Promise<EnginePort> => {
	const now = (): string => new Date().toISOString();
	const engine = identityOf(process.pid);
	if (!engine) throw new Error('the system does not show this process');
	requireOwnState(paths, env);
	const db = openForWriting(paths.database);
	for (const end = Date.now() + PATIENCE_MS; ; await delay(PAUSE_MS)) {
		const outcome = takeLease({db, paths, env, engine, listens: false, now});
		if (outcome.kind === 'taken') {
			await tidyUp(paths, db);
			const hosts = createAgentHosts(paths, env, true);
			const kernel = new Kernel({paths, db, lease: outcome.lease, env, hosts, now});
			kernel.begin();
			return {dispatch: kernel.dispatch, subscribe: kernel.subscribe, close: kernel.close};
		}
		if (Date.now() < end) continue;
		db.close();
		const {pid} = outcome.holder.engine;
		const message = `an engine (PID ${pid}) drives runs of this project. Wait for its end, or run without --inline.`;
		throw new Refused({kind: 'refused', code: 'held', message, pid});
	}
};
