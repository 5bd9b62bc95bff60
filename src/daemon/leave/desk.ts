// Where a session's wishes are kept and answered: what its agent asks leave for, by a hook of its own or in a dialog on its
// screen. The rules of the settings decide, else a person, in mosaic or in the pane itself.
import type {LeaveDecision} from '../../domain/leave.ts';
import type {PermissionRule} from '../../domain/permission.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import {ANSWERED_IN_PANE, type Wish, wishId} from '../../domain/wish.ts';
import type {Answers, Dialog} from '../../runtimes/screen-rules.ts';
import type {WishEvent} from '../../store/project-wish.ts';
import {pressKeys} from './press.ts';
import {type Asked, decideAsked} from './request.ts';
import {createSettling} from './settling.ts';

/** What a hook is answered; null: mosaic decides nothing, the dialog of the agent stands. */
export type HookReply = (leave: {readonly allow: boolean; readonly reason: string} | null) => void;

export type DeskOptions = {
	readonly sessionId: string;
	readonly cwd: string;
	readonly step: string;
	readonly turn: number;
	/** Read afresh for each wish. */
	readonly rules: () => readonly PermissionRule[];
	/** The permission dialog on the screen now. */
	readonly dialog: () => Dialog | null;
	/** The same after all that the agent has written was read; null also where that does not end. */
	readonly dialogNow: () => Dialog | null;
	/** Whether a person's key may be on its way to the agent. */
	readonly personTypes: () => boolean;
	readonly type: (keys: string) => void;
	/** Takes the secrets out of a text, before anything is cut off from it. */
	readonly hide: (text: string) => string;
	/** Puts it on record, or throws. */
	readonly record: (event: WishEvent) => void;
};

type Open = {readonly wish: Wish; readonly reply: HookReply | null; readonly text: string | null};
type Answer = {readonly allow: boolean; readonly by: LeaveDecision['by']; readonly reason: string};

/** A dialog that did not change for so long is whole: opencode draws the heading first, and the change later. */
const SETTLED_MS = 700;

/** So long a hook may take to tell of a dialog that stands on the screen already. */
const HOOK_MS = 3000;

/** An agent that asks for more at once than anybody would look at is left with its own dialogs. */
const MOST_OPEN = 100;

/** The desk of one session. It has timers only while a dialog of it is answered, or waits for its hook. */
export class Desk {
	readonly #options: DeskOptions;
	readonly #open = new Map<string, Open>();
	#number = 0;
	#hooksRun = false;
	/** Words of the report by which the agent is blocked. */
	#blockedBy: string | null = null;
	/** Ends the typing at a dialog. */
	#pressing: (() => void) | undefined;
	/** A dialog whose keys were not taken is left to a person. */
	#stubborn = '';
	/** A dialog that is no wish yet. */
	readonly #settling = createSettling(() => this.look());

	constructor(options: DeskOptions) {
		this.#options = options;
	}

	/** The dialog on the screen may be another one than before, or gone. */
	look(): void {
		if (this.#pressing) return;
		const dialog = this.#options.dialog();
		const before = this.#onScreen();
		if (before && before.text !== dialog?.text) this.#close(before, causeOf(before, dialog));
		if (dialog === null) this.#stubborn = '';
		if (dialog === null || before?.text === dialog.text || this.#open.size > 0) return this.#settling.forget();
		if (this.#settling.hasStood(dialog.text, this.#hooksRun ? HOOK_MS : SETTLED_MS))
			recordOrNot(() => this.#ask(dialog.ask, {reply: null, text: dialog.text}, dialog));
	}

	/** Its hooks run: what a dialog is about is told by one of them. */
	hooksRun(): void {
		this.#hooksRun = true;
	}

	/** A hook asks. Gives the function to call where it waits no more. */
	hookAsks(asked: Asked, reply: HookReply): () => void {
		if (this.#open.size >= MOST_OPEN) {
			reply(null);
			return () => {};
		}
		const before = this.#onScreen();
		if (before) this.#close(before, 'asked by its hook as well');
		const one = this.#ask(asked, {reply, text: null}, null);
		return () => {
			if (this.#open.has(one.wish.id)) this.#close({...one, reply: null}, ANSWERED_IN_PANE);
		};
	}

	/** The agent reports by OSC 7501 that it is blocked, or no more: then somebody answered in the pane. */
	reported(blocked: boolean, words: string | null): void {
		if (this.#blockedBy !== null && !blocked)
			for (const one of shownOf(this.#open, this.#blockedBy)) this.#close(one, ANSWERED_IN_PANE);
		this.#blockedBy = blocked ? (words ?? '') : null;
	}

	/** Its turn is over: it waits for no leave. */
	turnOver(): void {
		for (const one of this.#open.values()) if (one.reply) this.#close(one, ANSWERED_IN_PANE);
	}

	/** A person's word; a refusal in words where it comes too late, and then nothing was typed. */
	answer(id: string, answer: Omit<Answer, 'by'>): string | null {
		const one = this.#open.get(id);
		if (!one) return `${id} waits for no answer any more`;
		if (!one.reply && this.#options.personTypes())
			return `a person types in the pane of ${id} at this moment; nothing was typed`;
		const dialog = one.reply ? null : this.#options.dialogNow();
		if (!one.reply && dialog?.text !== one.text) {
			this.look();
			return `the dialog that ${id} was about is not on the screen any more; nothing was typed`;
		}
		if (dialog?.answers === null) return `its dialog has no keys that are known; answer ${id} in its pane`;
		this.#decide(one, dialog, {...answer, by: 'person'});
		return null;
	}

	close(): void {
		this.#pressing?.();
		this.#settling.forget();
		for (const {reply} of this.#open.values()) reply?.(null);
	}

	#onScreen(): Open | undefined {
		return [...this.#open.values()].find(({reply}) => reply === null);
	}

	/** Puts a wish on record. The rules decide it at once, unless they or its dialog leave it to a person. */
	#ask(asked: Asked, way: Pick<Open, 'reply' | 'text'>, dialog: Dialog | null): Open {
		const {sessionId, step, turn, record, hide} = this.#options;
		const {tool, kind, command, path} = asked;
		const words = hide(asked.words);
		const about = {tool: shorten(plainLine(tool), 200), kind, command, path, words: shorten(plainLine(words), 2000)};
		const place = {step, turn, rule: dialog?.rule ?? null};
		const id = wishId(sessionId, ++this.#number);
		const wish: Wish = {id, ...about, via: way.reply ? 'hook' : 'screen', ...place};
		record({type: 'permission.asked', wish});
		const one: Open = {wish, ...way};
		this.#open.set(id, one);
		const {action, reason} = this.#rulesOn(asked);
		const {personTypes} = this.#options;
		const isStuck = dialog !== null && (dialog.answers === null || dialog.text === this.#stubborn || personTypes());
		// What cannot be put on record is not decided: a person may have better luck.
		if (action !== 'ask' && !isStuck)
			recordOrNot(() => this.#decide(one, dialog, {allow: action === 'allow', by: 'policy', reason}));
		return one;
	}

	#rulesOn(asked: Asked): ReturnType<typeof decideAsked> {
		try {
			return decideAsked(this.#options.rules(), asked, this.#options.cwd);
		} catch {
			return {action: 'ask', reason: 'the settings cannot be read'};
		}
	}

	/** Puts the decision on record first; then the hook is answered, or the dialog's keys are typed. */
	#decide({wish, reply}: Open, dialog: Dialog | null, {allow, by, reason}: Answer): void {
		const decision = {id: wish.id, tool: wish.tool, subject: shorten(wish.words, 4000), by, reason};
		this.#options.record({type: 'permission.decided', decision: {...decision, decision: allow ? 'allow' : 'deny'}});
		this.#open.delete(wish.id);
		if (reply) return reply({allow, reason});
		if (dialog?.answers) this.#press(dialog, allow ? 'allow' : 'deny');
	}

	#press(dialog: Dialog, answer: keyof Answers): void {
		const {type, dialog: seen, dialogNow, personTypes} = this.#options;
		this.#pressing = pressKeys({
			type: () => {
				const now = personTypes() ? null : dialogNow();
				if (now?.answers && now.text === dialog.text) type(now.answers[answer]);
			},
			stands: () => seen()?.text === dialog.text,
			onDone: (taken) => {
				this.#pressing = undefined;
				if (!taken) this.#stubborn = dialog.text;
				this.look();
			},
		});
	}

	/** Nobody decided it here. */
	#close({wish, reply}: Open, cause: string): void {
		this.#open.delete(wish.id);
		recordOrNot(() => this.#options.record({type: 'permission.closed', id: wish.id, cause}));
		reply?.(null);
	}
}

/** The same request in another drawing, or another one: then somebody answered the one before. */
const causeOf = ({wish}: Open, dialog: Dialog | null): string => {
	const isSame = dialog?.ask.words === wish.words && dialog.ask.tool === wish.tool && dialog.rule === wish.rule;
	return isSame ? 'its dialog was drawn anew' : ANSWERED_IN_PANE;
};

/** Of several wishes the one that the agent showed; the only one where it does not say. */
const shownOf = (open: ReadonlyMap<string, Open>, words: string): Open[] => {
	const hooks = [...open.values()].filter(({reply}) => reply !== null);
	if (hooks.length < 2) return hooks;
	return hooks.filter(({wish}) => words.includes(wish.tool) && words.includes(wish.words.slice(0, 40)));
};

/** A journal that takes no write opens no approval: the agent's own dialog stands. */
const recordOrNot = (work: () => unknown): void => {
	try {
		work();
	} catch {}
};
