// Stands between what agents signal and the person: marks, messages, questions, and what may leave for the terminal.
import type {Controller, HeardSignal} from '../../domain/controller.ts';
import {isLive} from '../../domain/session.ts';
import {policyFor, type WallSettings} from '../../domain/wall-policy.ts';
import {BELL, clipboardBytes, notificationBytes, titleBytes} from '../outer/writes.ts';
import {findSession, paneKey, paneSessions, refOf} from '../panes/pane-session.ts';
import type {SessionRef} from '../session-ref.ts';
import type {Ui} from '../ui.ts';
import type {Dialog} from '../view-state.ts';
import {wallQuestion} from './question.ts';
import {answer, closedWall, hear, verdictOn, type WallAnswer, withoutEnded} from './wall.ts';

/** A question opens only when no key was pressed for this long: none of those on their way may answer it. */
const QUIET_MS = 700;

export type GuardHost = {
	readonly policy: WallSettings;
	/** Writes to the person's terminal. */
	readonly write: (bytes: string) => void;
	/** Names the window, or gives it back its own name. */
	readonly title: (bytes: string | null) => void;
	readonly now: () => number;
};

/** Follows a controller's signals for one TUI. */
export class WallGuard {
	readonly #controller: Controller;
	readonly #ui: Ui;
	readonly #host: GuardHost;
	readonly #closing: readonly (() => void)[];
	#wall;
	#lastKey = Number.NEGATIVE_INFINITY;
	#timer: NodeJS.Timeout | undefined;
	#titled: string | null = null;
	#open: {readonly id: number; readonly dialog: Dialog} | null = null;

	constructor(controller: Controller, ui: Ui, host: GuardHost) {
		this.#controller = controller;
		this.#ui = ui;
		this.#host = host;
		this.#wall = closedWall(host.policy);
		this.#closing = [controller.subscribeSignals((heard) => this.#hear(heard)), ui.subscribe(() => this.#follow())];
		this.#follow();
	}

	/** The person pressed something, wherever it went. */
	readonly pressed = (): void => {
		this.#lastKey = this.#host.now();
	};

	/** The person's answer to a question. */
	readonly answer = (question: number, said: WallAnswer): void => {
		const {state, pass} = answer(this.#wall, question, said);
		this.#wall = state;
		for (const heard of pass) this.#pass(heard);
		this.#askSoon();
	};

	close(): void {
		clearTimeout(this.#timer);
		for (const close of this.#closing) close();
	}

	#hear(heard: HeardSignal): void {
		const {signal, sessionId} = heard;
		const before = this.#wall.questions.length;
		const runtime = findSession(this.#ui.frame().view.control, heard)?.session.runtime;
		const {state, pass} = hear(this.#wall, heard, policyFor(this.#host.policy, runtime));
		this.#wall = state;
		for (const one of pass) this.#pass(one);
		if (signal.kind === 'notification') {
			const text = signal.title === null ? signal.text : `${signal.title}: ${signal.text}`;
			this.#ui.tell({text: `${sessionId}: ${text.replaceAll('\n', ' ')}`, tone: 'info'});
		}
		if (signal.kind === 'refused') this.#ui.tell({text: `${sessionId} ${REFUSED[signal.what]}`, tone: 'info'});
		if (state.questions.length === before) return;
		if (this.#ui.attached())
			this.#ui.tell({text: `${sessionId} has a question about your terminal: leave to answer it`, tone: 'info'});
		this.#askSoon();
	}

	#follow(): void {
		const {view} = this.#ui.frame();
		const looked = view.state.attached ?? (view.focused ? refOf(view.focused.key) : null);
		for (const {key, ref, session} of paneSessions(view.control)) {
			if (!session.signals?.attention) continue;
			if (looked !== null && paneKey(looked) === key) this.#controller.look(ref.project, ref.sessionId);
			else if (!view.state.rang.has(key)) this.#ui.change({type: 'rang', session: ref});
		}
		this.#wall = withoutEnded(this.#wall, (key) => {
			const session = findSession(view.control, refOf(key))?.session;
			return session !== undefined && isLive(session.state);
		});
		this.#giveTitleBack(view.state.attached);
		this.#takeTitle(view.state.attached);
		this.#noticeClosed(view.state.dialog);
		this.#askSoon();
	}

	/** A question that was closed without an answer is answered with no; an answer comes within the same turn. */
	#noticeClosed(dialog: Dialog | null): void {
		const open = this.#open;
		if (open === null || (dialog?.kind === 'confirm' && dialog.question === questionIn(open.dialog))) return;
		this.#open = null;
		queueMicrotask(() => this.answer(open.id, 'no'));
	}

	#pass(heard: HeardSignal): void {
		const {signal, sessionId} = heard;
		if (signal.kind === 'bell') this.#host.write(BELL);
		if (signal.kind === 'clipboard') this.#host.write(clipboardBytes(signal.text));
		if (signal.kind === 'notification') this.#host.write(notificationBytes(sessionId, signal.text));
		const {attached} = this.#ui.frame().view.state;
		if (signal.kind !== 'title' || attached === null || paneKey(attached) !== paneKey(heard)) return;
		this.#titled = paneKey(attached);
		this.#host.title(titleBytes(`${sessionId} ${signal.text}`));
	}

	/** A session that had its title before it was typed into names the window from then on. */
	#takeTitle(attached: SessionRef | null): void {
		if (attached === null || this.#titled === paneKey(attached)) return;
		const session = findSession(this.#ui.frame().view.control, attached)?.session;
		const title = session?.signals?.title;
		const verdict = verdictOn(this.#wall, attached, 'titles', policyFor(this.#host.policy, session?.runtime));
		if (!title || verdict !== 'allow') return;
		this.#titled = paneKey(attached);
		this.#host.title(titleBytes(`${attached.sessionId} ${title}`));
	}

	#giveTitleBack(attached: SessionRef | null): void {
		if (this.#titled === null || (attached !== null && paneKey(attached) === this.#titled)) return;
		this.#titled = null;
		this.#host.title(null);
	}

	/** Opens the next question at once, or when the person has paused; one that cannot be opened waits for the next change. */
	#askSoon(): void {
		clearTimeout(this.#timer);
		const question = this.#wall.questions[0];
		const {view} = this.#ui.frame();
		const {attached, dialog, filtering} = view.state;
		if (
			question === undefined ||
			this.#open !== null ||
			attached !== null ||
			dialog !== null ||
			filtering ||
			!view.layout.fits
		)
			return;
		const wait = this.#lastKey + QUIET_MS - this.#host.now();
		if (wait > 0) {
			this.#timer = setTimeout(() => this.#askSoon(), wait);
			return;
		}
		const {heard} = question;
		const session = findSession(view.control, heard)?.session;
		const about = session ? `${session.id} (${session.runtime}, ${session.taskId})` : heard.sessionId;
		const asked = wallQuestion(question, about);
		this.#open = {id: question.id, dialog: asked};
		this.#ui.change({type: 'dialog-opened', dialog: asked});
	}
}

const questionIn = (dialog: Dialog) => (dialog.kind === 'confirm' ? dialog.question : null);

const REFUSED = {
	'clipboard-read': 'asked what your clipboard holds; no agent is told',
	'clipboard-size': 'wanted to put too much into your clipboard',
} as const;
