// What hooks and people say to a session host about the wishes and the turns of its agent.
import type {PermissionRule} from '../../domain/permission.ts';
import type {Adapter} from '../../runtimes/adapter.ts';
import {type Dialog, readDialog} from '../../runtimes/screen-rules.ts';
import type {ProgramStatus} from '../../sessions/program-status.ts';
import type {WishEvent} from '../../store/project-wish.ts';
import type {HostedSession} from '../hosted-session.ts';
import type {HostMessage, ViewerMessage} from '../protocol.ts';
import {createDesk} from './desk.ts';
import {typeTimed, whyNotPrompt} from './type-prompt.ts';

export type FrontOptions = {
	readonly adapter: Adapter;
	readonly session: HostedSession;
	readonly sessionId: string;
	readonly cwd: string;
	readonly step: string;
	readonly turn: number;
	readonly rules: () => readonly PermissionRule[];
	readonly record: (event: WishEvent) => void;
	/** Puts a prompt on record; false where one for this reason is there already. */
	readonly recordPrompt: (why: string, text: string) => boolean;
};

/** Said by a visitor of the door. */
export type FrontMessage = Extract<ViewerMessage, {type: 'hook' | 'decide-wish' | 'prompt'}>;

/** How a visitor is answered, and how its leaving is heard. */
export type Visitor = {readonly send: (message: HostMessage) => void; readonly onGone: (listener: () => void) => void};

export const createFront = ({adapter, session, recordPrompt, ...options}: FrontOptions) => {
	const dialog = (): Dialog | null => {
		const {rows, cols} = session.shown();
		return readDialog(adapter.screenRules, rows, cols);
	};
	const desk = createDesk({...options, dialog, type: (keys) => session.type(Buffer.from(keys))});
	const hook = ({event, payload}: Extract<FrontMessage, {type: 'hook'}>, visitor: Visitor): void => {
		desk.hooksRun();
		const word = adapter.hooks?.read(event, payload) ?? null;
		const answer = (output: string | null): void => visitor.send({type: 'hook-answer', output});
		if (word?.says === 'state') {
			session.hearHook(word.state, event, word.message);
			if (word.state === 'idle') desk.turnOver();
		}
		if (word?.says !== 'asks') return answer(null);
		session.hearHook('waiting', event, `asks: ${word.ask.tool} ${word.ask.words}`.slice(0, 200));
		const gone = desk.hookAsks(word.ask, (leave) => answer(leave && (adapter.hooks?.answer(leave) ?? null)));
		visitor.onGone(gone);
	};
	let typedAt: number | null = null;
	const prompt = ({why, text}: Extract<FrontMessage, {type: 'prompt'}>): string | null => {
		const refusal = whyNotPrompt(session, adapter, {typedAt, now: performance.now()});
		if (refusal !== null) return refusal;
		if (recordPrompt(why, text)) typeTimed(adapter.submit(text), (bytes) => session.type(bytes));
		return null;
	};
	return {
		/** A viewer typed. */
		typed: (): void => {
			typedAt = performance.now();
		},
		hear: (message: FrontMessage, visitor: Visitor): void => {
			switch (message.type) {
				case 'hook':
					return hook(message, visitor);
				case 'decide-wish': {
					const {id, allow, reason} = message;
					const refusal = desk.answer(id, {allow, reason});
					return visitor.send(
						refusal === null ? {type: 'wish-decided', id} : {type: 'refused', code: 'stale-question', message: refusal},
					);
				}
				case 'prompt': {
					const refusal = prompt(message);
					return visitor.send(
						refusal === null ? {type: 'typed'} : {type: 'refused', code: 'not-idle', message: refusal},
					);
				}
			}
		},
		look: (): void => desk.look(),
		reported: ({state, message}: ProgramStatus): void => desk.reported(state === 'blocked', message),
		close: (): void => desk.close(),
	};
};

export type Front = ReturnType<typeof createFront>;
