// What hooks and people say to a session host about the wishes and the turns of its agent.
import type {PermissionRule} from '../../domain/permission.ts';
import {unreachable} from '../../domain/unreachable.ts';
import type {Adapter} from '../../runtimes/adapter.ts';
import {type Dialog, readDialog, type ScreenRule} from '../../runtimes/screen-rules.ts';
import type {ProgramStatus} from '../../sessions/program-status.ts';
import type {WishEvent} from '../../store/project-wish.ts';
import type {HostedSession} from '../host/hosted-session.ts';
import type {HostMessage, ViewerMessage} from '../protocol.ts';
import {Desk} from './desk.ts';
import {typeTimed, whyNotPrompt} from './type-prompt.ts';

export type FrontOptions = {
	readonly adapter: Adapter;
	/** Those that count now. */
	readonly screenRules: () => readonly ScreenRule[];
	readonly session: HostedSession;
	readonly sessionId: string;
	readonly cwd: string;
	readonly step: string;
	readonly turn: number;
	readonly rules: () => readonly PermissionRule[];
	readonly record: (event: WishEvent) => void;
	/** Takes the secrets out of a text, before anything is cut off from it. */
	readonly hide: (text: string) => string;
	/** Puts a prompt on record; false where one for this reason is there already. */
	readonly recordPrompt: (why: string, text: string) => boolean;
};

/** Said by a visitor of the door. */
export type FrontMessage = Extract<ViewerMessage, {type: 'hook' | 'decide-wish' | 'prompt'}>;

type Said<Type extends FrontMessage['type']> = Extract<FrontMessage, {type: Type}>;

/** A person's key is on its way for so long: the dialog that stands may be answered by it. */
const KEY_MS = 1000;

/** How a visitor is answered, and how its leaving is heard. */
export type Visitor = {readonly send: (message: HostMessage) => void; readonly onGone: (listener: () => void) => void};

export class Front {
	readonly #session: HostedSession;
	readonly #adapter: Adapter;
	readonly #recordPrompt: FrontOptions['recordPrompt'];
	readonly #hide: FrontOptions['hide'];
	readonly #screenRules: FrontOptions['screenRules'];
	readonly #desk: Desk;
	/** When a viewer last typed, by the process's own clock. */
	#typedAt: number | null = null;

	constructor({adapter, screenRules, session, recordPrompt, ...options}: FrontOptions) {
		this.#session = session;
		this.#adapter = adapter;
		this.#recordPrompt = recordPrompt;
		this.#hide = options.hide;
		this.#screenRules = screenRules;
		const dialog = (): Dialog | null => {
			const {rows, cols} = session.shown();
			return readDialog(screenRules(), rows, cols);
		};
		this.#desk = new Desk({
			...options,
			dialog,
			// What was read a moment ago may be old: a full screen lets its output gather, and so does a slow viewer.
			dialogNow: () => (session.readAll() ? dialog() : null),
			personTypes: () => this.#typedAt !== null && performance.now() - this.#typedAt < KEY_MS,
			type: (keys) => session.type(Buffer.from(keys)),
		});
	}

	/** A viewer typed. */
	typed(): void {
		this.#typedAt = performance.now();
	}

	hear(message: FrontMessage, visitor: Visitor): void {
		switch (message.type) {
			case 'hook':
				return this.#hook(message, visitor);
			case 'decide-wish':
				return this.#decideWish(message, visitor);
			case 'prompt':
				return this.#prompt(message, visitor);
			default:
				return unreachable(message);
		}
	}

	/** The screen may show another dialog. */
	look(): void {
		this.#desk.look();
	}

	/** The agent reported its state by OSC 7501. */
	reported({state, message}: ProgramStatus): void {
		this.#desk.reported(state === 'blocked', message);
	}

	close(): void {
		this.#desk.close();
	}

	#hook({event, payload}: Said<'hook'>, visitor: Visitor): void {
		const {hooks} = this.#adapter;
		this.#desk.hooksRun();
		const word = hooks?.read(event, payload) ?? null;
		const answer = (output: string | null): void => visitor.send({type: 'hook-answer', output});
		if (word?.says === 'state') {
			this.#session.hearHook(word.state, event, word.message);
			if (word.state === 'idle') this.#desk.turnOver();
		}
		if (word?.says !== 'asks') return answer(null);
		this.#session.hearHook('waiting', event, this.#hide(`asks: ${word.ask.tool} ${word.ask.words}`).slice(0, 200));
		visitor.onGone(this.#desk.hookAsks(word.ask, (leave) => answer(leave && (hooks?.answer(leave) ?? null))));
	}

	#decideWish({id, allow, reason}: Said<'decide-wish'>, visitor: Visitor): void {
		const message = this.#desk.answer(id, {allow, reason});
		if (message === null) visitor.send({type: 'wish-decided', id});
		else visitor.send({type: 'refused', code: 'stale-question', message});
	}

	#prompt({why, text}: Said<'prompt'>, visitor: Visitor): void {
		const message = whyNotPrompt(this.#session, this.#screenRules(), {typedAt: this.#typedAt, now: performance.now()});
		if (message !== null) return visitor.send({type: 'refused', code: 'not-idle', message});
		if (this.#recordPrompt(why, text)) typeTimed(this.#adapter.submit(text), (bytes) => this.#session.type(bytes));
		visitor.send({type: 'typed'});
	}
}
