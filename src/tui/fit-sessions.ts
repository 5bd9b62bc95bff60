// Terminals of sessions follow the panes they are seen in. Of several viewers the one who acts last decides the size: a
// size that somebody else gave is never answered with another one, so two viewers do not fight.
import type {Controller} from '../domain/controller.ts';
import type {ScreenView, Size} from '../domain/screen.ts';
import type {Frame} from './frame.ts';
import {type PaneKey, refOf} from './panes/pane-session.ts';
import {hasStatus, type SeenStatus, statusOf} from './seen-status.ts';

/** A seen session and the cells it has. */
export type Fitting = {readonly key: PaneKey; readonly screen: ScreenView; readonly size: Size};

/** A window that is dragged, a divider, a zoom: sizes are told once, after this long without another change. */
const REST_MS = 80;

/** `seen` gives the sessions whose terminals shall have the size of their panes, at the moment they are asked for. */
export const createFitting = (controller: Controller, seen: () => readonly Fitting[]) => {
	/** What was asked for, and the size the session had then: the answer takes a moment. */
	const asked = new Map<PaneKey, {readonly size: Size; readonly before: Size}>();
	let timer: NodeJS.Timeout | undefined;
	let places = '';
	let fitted: {readonly frame?: Frame; readonly status?: SeenStatus | undefined} = {};

	const tell = ({key, screen, size}: Fitting): void => {
		if (screen.status !== 'live' || same(screen.size, size)) return;
		const last = asked.get(key);
		if (last && same(last.size, size) && same(last.before, screen.size)) return;
		asked.set(key, {size, before: {...screen.size}});
		const {project, sessionId} = refOf(key);
		controller.resize(project, sessionId, size);
	};

	/** Whether a session's size is about to become that of its pane, as far as we know. */
	const settles = ({key, screen, size}: Fitting): boolean => {
		const last = asked.get(key);
		const told = last !== undefined && same(last.size, size) && same(last.before, screen.size);
		return !same(screen.size, size) && (timer !== undefined || told);
	};

	const now = (key: PaneKey): void => {
		const one = seen().find((fitting) => fitting.key === key);
		if (one) tell(one);
	};

	return {
		settling: (): ReadonlySet<PaneKey> =>
			new Set(
				seen()
					.filter(settles)
					.map(({key}) => key),
			),
		/** Another place for a pane, or a session that can be told its size by now: all are told, after a rest. */
		follow: (): void => {
			const before = places;
			places = seen().map(placeOf).join('\n');
			if (places === '' || places === before) return;
			clearTimeout(timer);
			timer = setTimeout(() => {
				timer = undefined;
				seen().forEach(tell);
			}, REST_MS);
		},
		/** One session at once: a person begins to type there, or goes on after somebody else sized it. */
		now,
		/** The same for each key that is typed; as long as neither the frame nor the session's size changes, none asks again. */
		beforeKey: (key: PaneKey, frame: Frame): void => {
			const screen = frame.screens.get(key);
			if (frame === fitted.frame && screen !== undefined && hasStatus(screen, fitted.status)) return;
			fitted = {frame, status: screen && statusOf(screen)};
			now(key);
		},
		close: (): void => clearTimeout(timer),
	};
};

const placeOf = ({key, size, screen}: Fitting): string => `${key} ${size.cols} ${size.rows} ${screen.status}`;

const same = (one: Size, other: Size): boolean => one.cols === other.cols && one.rows === other.rows;
