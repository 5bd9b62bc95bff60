// What runs in the demo's project, and the end of all of it: the engine, then every agent.
import {setTimeout as delay} from 'node:timers/promises';
import type {ProjectPaths} from '../../config/paths.ts';
import {stopSession} from '../../daemon/stop-session.ts';
import {judgeProcess} from '../../domain/process.ts';
import {isLive, type Session} from '../../domain/session.ts';
import {readEngineAddress} from '../../engine/kernel/lease.ts';
import {judgedSession, readHistory} from '../../engine/overview.ts';
import {observeProcess, thisMachine} from '../../sessions/identity.ts';

/** All sessions of the project, oldest first. */
export const allSessions = (paths: ProjectPaths): readonly Session[] => readHistory(paths, {now: new Date()}).sessions;

const PATIENCE_MS = 10_000;

/**
 * Ends every session and waits until no host is left. `busy` says whether something is still being started: it is
 * waited for, because a host that has not claimed yet cannot be seen. Gives false when something outlived it.
 */
export const endSessions = async (paths: ProjectPaths, busy: () => boolean = () => false): Promise<boolean> => {
	const end = performance.now() + PATIENCE_MS;
	while (performance.now() < end) {
		// The engine first: it would start another agent for one that was ended.
		if (endEngine(paths)) {
			await delay(20);
			continue;
		}
		const live = allSessions(paths).filter((session) => isLive(session.state));
		// One that ended by itself meanwhile is refused, which is as good.
		for (const {id} of live) await stopSession(paths, {sessionId: id, by: 'the demo', force: false}).catch(() => {});
		if (live.length === 0 && !busy() && !hostsLive(paths)) return true;
		await delay(20);
	}
	return false;
};

/** Asks the project's engine to go; false where there is none. */
const endEngine = (paths: ProjectPaths): boolean => {
	const engine = readEngineAddress(paths);
	if (engine?.liveness !== 'alive') return false;
	try {
		process.kill(engine.pid, 'SIGTERM');
	} catch {
		// Gone in this very moment.
	}
	return true;
};

/** A host ends a moment after its session did. */
const hostsLive = (paths: ProjectPaths): boolean =>
	allSessions(paths).some(({id}) => {
		const claim = judgedSession(paths, id, new Date())?.claim;
		const recorded = claim && {machine: claim.machine, process: claim.host};
		return recorded !== undefined && judgeProcess(recorded, thisMachine(), observeProcess) === 'alive';
	});
