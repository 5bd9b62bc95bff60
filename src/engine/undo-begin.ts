// Taking a start back: its process could not be started, so lock, task status, mission and capsule stand as before.
import {Mission} from '../domain/mission.ts';
import {removeFile, writeFileAtomic} from '../files/atomic-write.ts';
import {readText} from '../files/json-file.ts';
import {append} from '../store/journal.ts';
import {write} from '../store/open.ts';
import {isSoloRun} from '../store/run-lookup.ts';
import {readSession} from '../store/views.ts';
import type {Claimed} from './claim-session.ts';
import {releaseCheckout, type SettleContext, settleSession} from './settle.ts';

/** What `undoBegin` needs to put mission.json and the capsule back byte for byte. */
export type BeginContext = SettleContext & {
	readonly missionBefore: string | undefined;
	readonly capsuleBefore: string | undefined;
};

/** Puts lock, task status and mission back as they were: the process could not be started (SPEC MR-9). */
export const undoBegin = (context: BeginContext, claimed: Claimed, message: string): void => {
	const {db, now, paths} = context;
	write(db, () => {
		const entry = {at: now(), runId: claimed.runId};
		const event = {type: 'session.start-failed', message} as const;
		const state = claimed.resumed ? 'interrupted' : 'failed';
		// Whoever deposed this session has written its end already, and the run may be in other hands by now.
		const ended = append(db, {...entry, sessionId: claimed.sessionId, event, key: `${claimed.sessionId}:ended`});
		if (ended && isSoloRun(db, claimed.runId))
			append(db, {...entry, sessionId: null, event: {type: 'run.ended', state, cause: 'could not start'}});
	});
	const session = readSession(db, claimed.sessionId, now());
	if (session) settleSession(context, session);
	write(db, () => restoreMissionText(paths.missionFile, context.missionBefore));
	restoreCapsule(paths.capsuleFile, context.capsuleBefore);
	releaseCheckout(context, claimed);
};

/** Puts the mission's own bytes back where nothing but the state of its milestones has changed since. */
const restoreMissionText = (file: string, before: string | undefined): void => {
	if (before === undefined || before === readText(file)) return;
	const withoutProgress = (text: string) => JSON.stringify({...Mission.parse(JSON.parse(text)), milestones: []});
	if (withoutProgress(before) === withoutProgress(readText(file) ?? before)) writeFileAtomic(file, before);
};

const restoreCapsule = (file: string, before: string | undefined): void => {
	if (before === readText(file)) return;
	if (before === undefined) removeFile(file);
	else writeFileAtomic(file, before);
};
