// Follows what a session is doing: hears its reports and signals, looks at its screen once that came to rest, and tells
// each state that lasts.
import type {StateSource} from '../domain/session-evidence.ts';
import type {ScreenSignal} from '../domain/signal.ts';
import {
	afterSight,
	afterWord,
	type Detection,
	JUST_STARTED,
	judge,
	type Sight,
	type Sights,
	sameDetection,
	statusSight,
	withoutOlder,
} from './detect.ts';
import type {ProgramStatus} from './program-status.ts';
import {type StateSigns, signalSight, signSight} from './state-signs.ts';

/** A state that lasts shorter than this is a flicker, not worth a durable event. */
const SETTLED_MS = 60;
/** A screen that did not change for so long is whole. */
const REST_MS = 150;
/** One that changes all the time, as a spinner does, is looked at so often, and only for whether it works. */
const RESTLESS_MS = 1000;

export type StateWatchOptions = {
	readonly signs: StateSigns;
	/** The rows of the screen, as text. */
	readonly rows: () => readonly string[];
	readonly tell: (detection: Detection) => void;
	/** Its screen was looked at while it was whole, or shows that it works. */
	readonly onLook?: () => void;
	readonly now?: () => number;
};

/** Its timers run only for a while after the program wrote something. */
export const createStateWatch = ({signs, rows, tell, onLook, now = () => performance.now()}: StateWatchOptions) => {
	let sights: Sights = {};
	let told = JUST_STARTED;
	let telling: NodeJS.Timeout | undefined;
	let looking: NodeJS.Timeout | undefined;
	let wroteAt = 0;
	let lookedAt = 0;
	const tellState = (): void => {
		telling = undefined;
		const current = judge(sights);
		if (sameDetection(current, told)) return;
		told = current;
		tell(current);
	};
	const change = (after: Sights): void => {
		if (after === sights) return;
		sights = after;
		telling ??= setTimeout(tellState, SETTLED_MS);
	};
	const see = (source: StateSource, sight: Sight | null): void =>
		change(afterSight(withoutOlder(sights, source, sight), source, sight));
	const look = (): void => {
		looking = undefined;
		const atRest = now() - wroteAt >= REST_MS;
		if (!atRest && now() - lookedAt < RESTLESS_MS) {
			looking = setTimeout(look, REST_MS);
			return;
		}
		lookedAt = now();
		const sight = signSight(signs.screen?.(rows()) ?? null);
		// Half a frame may still show a dialog that was answered.
		if (atRest || sight?.state === 'working') {
			see('screen', sight);
			onLook?.();
		}
		if (!atRest) looking = setTimeout(look, REST_MS);
	};
	return {
		hearStatus: (status: ProgramStatus): void => see('osc-7501', statusSight(status)),
		hearSignal: (signal: ScreenSignal): void => {
			const heard = signalSight(signal, signs);
			if (heard !== undefined) see(heard.source, heard.sight);
		},
		/** What the stream of an agent without a screen of its own says; null: nothing any more. */
		hearStream: (sight: Sight | null): void => see('stream', sight),
		/** What a hook of the agent says. */
		hearHook: (sight: Sight): void => see('hook', sight),
		/** What the agent says by mosaic's own door that it is at. */
		hearWord: (said: string): void => change(afterWord(sights, said)),
		/** It wrote something. */
		wrote: (): void => {
			if (signs.screen === null) return;
			wroteAt = now();
			looking ??= setTimeout(look, REST_MS);
		},
		current: (): Detection => judge(sights),
		close: (): void => {
			clearTimeout(telling);
			clearTimeout(looking);
		},
	};
};

export type StateWatch = ReturnType<typeof createStateWatch>;
