// What an agent tells its terminal besides text: parsed and cleaned where its bytes are read, and nothing else of them
// goes on. What becomes of it is decided by the viewer's policy.
import * as z from 'zod/mini';

export const PROGRESS_STATES = ['normal', 'error', 'indeterminate', 'paused'] as const;
export const Progress = z.object({
	state: z.enum(PROGRESS_STATES),
	/** 0–100, or null where the program names none. */
	percent: z.nullable(z.int()),
});
export type Progress = z.infer<typeof Progress>;

export const ScreenSignal = z.discriminatedUnion('kind', [
	/** One clean line. */
	z.object({kind: z.literal('title'), text: z.string()}),
	z.object({kind: z.literal('bell')}),
	/** Clean lines. */
	z.object({kind: z.literal('notification'), title: z.nullable(z.string()), text: z.string()}),
	/** null: nothing is in progress any more. */
	z.object({kind: z.literal('progress'), progress: z.nullable(Progress)}),
	/** A wish to put this cleaned text into the person's clipboard. */
	z.object({kind: z.literal('clipboard'), text: z.string()}),
	/** A wish that no policy grants. */
	z.object({kind: z.literal('refused'), what: z.enum(['clipboard-read', 'clipboard-size'])}),
]);
export type ScreenSignal = z.infer<typeof ScreenSignal>;
export type SignalKind = ScreenSignal['kind'];

/** What was signalled and not yet looked at. */
export const Attention = z.object({bells: z.int(), notification: z.nullable(z.string())});
export type Attention = z.infer<typeof Attention>;

/** What a session's signals come to. */
export const SessionSignals = z.object({
	title: z.nullable(z.string()),
	progress: z.nullable(Progress),
	/** null: nothing since somebody looked. */
	attention: z.nullable(Attention),
});
export type SessionSignals = z.infer<typeof SessionSignals>;

export const NO_SIGNALS: SessionSignals = {title: null, progress: null, attention: null};

const MOST_BELLS = 999;

/** The signals after one more; the same object where it changes nothing that lasts. */
export const afterSignal = (before: SessionSignals, signal: ScreenSignal): SessionSignals => {
	const attention = before.attention ?? {bells: 0, notification: null};
	switch (signal.kind) {
		case 'title':
			return before.title === (signal.text || null) ? before : {...before, title: signal.text || null};
		case 'progress':
			return {...before, progress: signal.progress};
		case 'bell':
			return {...before, attention: {...attention, bells: Math.min(MOST_BELLS, attention.bells + 1)}};
		case 'notification': {
			const notification = signal.title === null ? signal.text : `${signal.title}: ${signal.text}`;
			return {...before, attention: {...attention, notification}};
		}
		default:
			return before;
	}
};

/** The signals once a person looked at the session. */
export const afterLook = (before: SessionSignals): SessionSignals =>
	before.attention === null ? before : {...before, attention: null};
