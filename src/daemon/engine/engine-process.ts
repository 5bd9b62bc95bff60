// The engine process: drives the runs of one project, takes clients at its socket, and goes when neither needs it.
// Program of its own; see engine-spawn.ts for how it is started and what it is told.
import {rmSync} from 'node:fs';
import {projectPaths} from '../../config/paths.ts';
import {refusalFrom} from '../../domain/errors.ts';
import {Kernel} from '../../engine/kernel/kernel.ts';
import {takeLease} from '../../engine/kernel/lease.ts';
import {tidyUp} from '../../engine/kernel/tidy-up.ts';
import {requireOwnState} from '../../engine/trust.ts';
import {identityOf} from '../../sessions/identity.ts';
import {openForWriting} from '../../store/open.ts';
import {readOrder} from '../read-order.ts';
import {createAgentHosts} from './agent-hosts.ts';
import {serveEngine} from './engine-server.ts';
import {EngineOrder, type EngineReport} from './engine-spawn.ts';

const now = (): string => new Date().toISOString();

/** How long an engine without work waits for a client: one command often follows another. */
const LINGER_MS = 1500;

const report = (said: EngineReport): void => {
	process.stdout.write(`${JSON.stringify(said)}\n`);
};

const main = async (): Promise<void> => {
	process.stdout.on('error', () => {});
	process.on('SIGHUP', () => {}); // the terminal of whoever started it is not ours
	const {root} = EngineOrder.parse(JSON.parse(await readOrder(process.stdin)));
	const paths = projectPaths(root);
	const engine = identityOf(process.pid);
	if (!engine) throw new Error('the system does not show this process');
	requireOwnState(paths, process.env);
	const db = openForWriting(paths.database);
	const outcome = takeLease({db, paths, env: process.env, engine, listens: true, now});
	if (outcome.kind === 'held') return report({held: true});
	const {lease} = outcome;
	await tidyUp(paths, db);
	const hosts = createAgentHosts(paths, process.env, false);
	const kernel = new Kernel({paths, db, lease, env: process.env, hosts, now});
	const presence = watchPresence((listener) => kernel.whenIdle(listener));
	void kernel.closed.then(presence.end);
	// Its name is this engine's alone: however the process ends by itself, nobody is led to a door without anyone behind.
	process.on('exit', () => rmSync(lease.socket as string, {force: true}));
	const server = await serveEngine(lease.socket as string, {
		token: lease.token,
		dispatch: (command) => kernel.dispatch(command),
		onClients: (count) => presence.clients(count),
	});
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, presence.end);
	kernel.subscribe(server.changed);
	kernel.begin();
	report({ready: {socket: lease.socket as string, token: lease.token}});
	await presence.over;
	server.close();
	await kernel.close();
};

/**
 * Tells when nobody needs the engine any more: no client, no work, for a while. `whenIdle` calls back each time the
 * work ends or begins.
 */
const watchPresence = (whenIdle: (listener: (idle: boolean) => void) => void) => {
	let clients = 0;
	let idle = true;
	let timer: NodeJS.Timeout | undefined;
	let end = (): void => {};
	const over = new Promise<void>((resolve) => {
		end = resolve;
	});
	const look = (): void => {
		clearTimeout(timer);
		if (idle && clients === 0) timer = setTimeout(end, LINGER_MS);
	};
	whenIdle((now) => {
		idle = now;
		look();
	});
	look();
	return {
		over,
		end: (): void => end(),
		clients: (count: number): void => {
			clients = count;
			look();
		},
	};
};

main().then(
	() => process.exit(),
	(error) => {
		report({refused: refusalFrom(error)});
		process.exit(70);
	},
);
