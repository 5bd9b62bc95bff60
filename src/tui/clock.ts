// When the screen next changes by itself. Pure: one timer serves all of it, and none runs where nothing does.
import {isLive} from '../domain/session.ts';
import {nextExpiry} from './notices.ts';
import type {View} from './view.ts';
import type {Pending, ViewState} from './view-state.ts';

const MINUTE = 60_000;
/** A command that takes longer than this shows that it is still at work. */
const PATIENCE_MS = 1000;
const TURN_MS = 200;
const TURNS = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧'];

/** How long until something is drawn differently, in milliseconds; null where nothing is waited for. */
export const untilNextTick = ({state, sessions, placed}: View): number | null => {
	const expiry = nextExpiry(state.notices);
	const seen = [...sessions, ...placed.panes.map(({of}) => of.session)];
	const starts = seen.filter((one) => isLive(one.state)).map((one) => Date.parse(one.startedAt));
	const waits = [
		...(expiry === null ? [] : [Math.max(0, expiry - state.now)]),
		...(state.pending.length === 0 ? [] : [waitOf(state.pending, state.now)]),
		// Elapsed times are told in minutes.
		...[...starts, ...workingOf(state)].map((start) => MINUTE - (Math.max(0, state.now - start) % MINUTE)),
	].filter((wait) => Number.isFinite(wait));
	return waits.length === 0 ? null : Math.min(...waits);
};

/** When the agents of the run that is looked at went to work. */
const workingOf = ({people}: ViewState): number[] =>
	people.place === null || people.page === null
		? []
		: people.page.record.attempts.flatMap(({workingSince}) =>
				workingSince === null ? [] : [Date.parse(workingSince)],
			);

const waitOf = (pending: readonly Pending[], now: number): number => {
	const waited = Math.max(...pending.map(({since}) => now - (since ?? now)));
	return waited < PATIENCE_MS ? PATIENCE_MS - waited : TURN_MS;
};

/** What is shown of a command that is under way: after a second a turning mark and how long it takes. */
export const pendingText = ({doing, since}: Pending, now: number): string => {
	const waited = now - (since ?? now);
	if (waited < PATIENCE_MS) return `${doing}…`;
	const turn = TURNS[Math.floor(waited / TURN_MS) % TURNS.length];
	return `${turn} ${doing}… ${Math.floor(waited / 1000)}s`;
};
