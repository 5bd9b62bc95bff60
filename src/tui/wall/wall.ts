// Decides which signals leave mosaic, which are asked about, and what was answered. Pure.
import type {HeardSignal} from '../../domain/controller.ts';
import type {ScreenSignal} from '../../domain/signal.ts';
import type {GatedKind, WallPolicy} from '../../domain/wall-policy.ts';
import {type PaneKey, paneKey} from '../panes/pane-session.ts';
import type {SessionRef} from '../session-ref.ts';

export type Question = {readonly id: number; readonly kind: GatedKind; readonly heard: HeardSignal};

/** `once` and `no` are about this signal, `always` and `never` about all of its kind from this session. */
export type WallAnswer = 'once' | 'always' | 'no' | 'never';

export type WallState = {
	readonly policy: WallPolicy;
	readonly decided: ReadonlyMap<string, 'allow' | 'deny'>;
	/** Oldest first. */
	readonly questions: readonly Question[];
	readonly next: number;
};

export type WallStep = {readonly state: WallState; readonly pass: readonly HeardSignal[]};

/** More wishes than these wait for nobody. */
const MOST_QUESTIONS = 8;
const MOST_OF_SESSION = 3;

/** A wall that has let nothing through yet. */
export const closedWall = (policy: WallPolicy): WallState => ({policy, decided: new Map(), questions: [], next: 1});

const KINDS: Readonly<Partial<Record<ScreenSignal['kind'], GatedKind>>> = {
	title: 'titles',
	bell: 'bells',
	notification: 'notifications',
	clipboard: 'clipboard',
};

/** A signal was heard: it passes, waits for an answer, or stays, by the policy of its session. */
export const hear = (state: WallState, heard: HeardSignal, policy: WallPolicy = state.policy): WallStep => {
	const kind = KINDS[heard.signal.kind];
	if (kind === undefined) return {state, pass: []};
	const verdict = verdictOn(state, heard, kind, policy);
	if (verdict === 'allow') return {state, pass: [heard]};
	if (verdict === 'deny') return {state, pass: []};
	const own = state.questions.filter((one) => paneKey(one.heard) === paneKey(heard));
	if (state.questions.length >= MOST_QUESTIONS || own.length >= MOST_OF_SESSION) return {state, pass: []};
	const questions = [...state.questions, {id: state.next, kind, heard}];
	return {state: {...state, questions, next: state.next + 1}, pass: []};
};

/** What holds for a kind of signal of a session: what the person said, else the policy. */
export const verdictOn = (state: WallState, session: SessionRef, kind: GatedKind, policy: WallPolicy) =>
	state.decided.get(keyOf(session, kind)) ?? policy[kind];

/** A person answered; a question that is not there any more lets nothing pass. */
export const answer = (state: WallState, id: number, said: WallAnswer): WallStep => {
	const question = state.questions.find((one) => one.id === id);
	if (question === undefined) return {state, pass: []};
	const key = keyOf(question.heard, question.kind);
	const lasting = said === 'always' || said === 'never';
	const same = (one: Question) => one.id === id || (lasting && keyOf(one.heard, one.kind) === key);
	const pass = said === 'once' || said === 'always' ? state.questions.filter(same).map((one) => one.heard) : [];
	const decided = new Map(state.decided);
	if (lasting) decided.set(key, said === 'always' ? 'allow' : 'deny');
	return {state: {...state, decided, questions: state.questions.filter((one) => !same(one))}, pass};
};

/** Without the questions of sessions that are over: nobody is left to be answered. */
export const withoutEnded = (state: WallState, lives: (session: PaneKey) => boolean): WallState => {
	const questions = state.questions.filter(({heard}) => lives(paneKey(heard)));
	return questions.length === state.questions.length ? state : {...state, questions};
};

const keyOf = (session: SessionRef, kind: GatedKind): string => `${paneKey(session)} ${kind}`;
