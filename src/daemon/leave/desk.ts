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
	readonly type: (keys: string) => void;
	/** Puts it on record, or throws. */
	readonly record: (event: WishEvent) => void;
};

type Open = {readonly wish: Wish; readonly reply: HookReply | null; readonly text: string | null};
type Answer = {readonly allow: boolean; readonly by: LeaveDecision['by']; readonly reason: string};

/** A dialog that did not change for so long is whole: opencode draws the heading first, and the change later. */
const SETTLED_MS = 700;

/** So long a hook may take to tell of a dialog that stands on the screen already. */
const HOOK_MS = 3000;

/** The desk of one session. It has timers only while a dialog of it is answered, or waits for its hook. */
export const createDesk = (options: DeskOptions) => {
	const open = new Map<string, Open>();
	let number = 0;
	let hooked = false;
	/** Words of the report by which the agent is blocked. */
	let blockedBy: string | null = null;
	let pressing: (() => void) | undefined;
	/** A dialog whose keys were not taken is left to a person. */
	let stubborn = '';
	/** A dialog that is no wish yet. */
	let seen: {readonly text: string; settled: boolean} | null = null;
	let settling: NodeJS.Timeout | undefined;

	const close = ({wish, reply}: Open, cause: string): void => {
		open.delete(wish.id);
		recordOrNot(() => options.record({type: 'permission.closed', id: wish.id, cause}));
		reply?.(null);
	};
	const press = (dialog: Dialog, answer: keyof Answers): void => {
		pressing = pressKeys({
			type: () => options.type(options.dialog()?.answers?.[answer] ?? ''),
			stands: () => options.dialog()?.text === dialog.text,
			onDone: (taken) => {
				pressing = undefined;
				if (!taken) stubborn = dialog.text;
				look();
			},
		});
	};
	const decide = ({wish, reply}: Open, dialog: Dialog | null, {allow, by, reason}: Answer): void => {
		const decision = {id: wish.id, tool: wish.tool, subject: shorten(wish.words, 4000), by, reason};
		options.record({type: 'permission.decided', decision: {...decision, decision: allow ? 'allow' : 'deny'}});
		open.delete(wish.id);
		if (reply) return reply({allow, reason});
		if (dialog?.answers) press(dialog, allow ? 'allow' : 'deny');
	};
	const ask = (asked: Asked, way: Pick<Open, 'reply' | 'text'>, dialog: Dialog | null): Open => {
		const id = wishId(options.sessionId, ++number);
		const {tool, kind, command, path, words} = asked;
		const about = {tool: shorten(plainLine(tool), 200), kind, command, path, words: shorten(plainLine(words), 2000)};
		const place = {step: options.step, turn: options.turn, rule: dialog?.rule ?? null};
		const wish: Wish = {id, ...about, via: way.reply ? 'hook' : 'screen', ...place};
		options.record({type: 'permission.asked', wish});
		const one: Open = {wish, ...way};
		open.set(id, one);
		const {action, reason} = rulesOn(asked);
		const forPerson = action === 'ask' || (dialog !== null && (dialog.answers === null || dialog.text === stubborn));
		if (!forPerson) decide(one, dialog, {allow: action === 'allow', by: 'policy', reason});
		return one;
	};
	const rulesOn = (asked: Asked): ReturnType<typeof decideAsked> => {
		try {
			return decideAsked(options.rules(), asked, options.cwd);
		} catch {
			return {action: 'ask', reason: 'the settings cannot be read'};
		}
	};
	const onScreen = (): Open | undefined => [...open.values()].find(({reply}) => reply === null);
	/** The dialog on the screen is another one than before, or gone. */
	const look = (): void => {
		if (pressing) return;
		const dialog = options.dialog();
		const before = onScreen();
		if (before && before.text !== dialog?.text) close(before, causeOf(before, dialog));
		if (dialog === null) stubborn = '';
		if (dialog === null || before?.text === dialog.text || open.size > 0) {
			clearTimeout(settling);
			seen = null;
		} else if (seen?.text === dialog.text && seen.settled)
			recordOrNot(() => ask(dialog.ask, {reply: null, text: dialog.text}, dialog));
		else if (seen?.text !== dialog.text) {
			clearTimeout(settling);
			const waited = {text: dialog.text, settled: false};
			seen = waited;
			settling = setTimeout(
				() => {
					waited.settled = true;
					look();
				},
				hooked ? HOOK_MS : SETTLED_MS,
			);
		}
	};
	return {
		look: (): void => look(),
		/** Its hooks run: what a dialog is about is told by one of them. */
		hooksRun: (): void => {
			hooked = true;
		},
		/** A hook asks. Gives the function to call where it waits no more. */
		hookAsks: (asked: Asked, reply: HookReply): (() => void) => {
			const before = onScreen();
			if (before) close(before, 'asked by its hook as well');
			const one = ask(asked, {reply, text: null}, null);
			return () => {
				if (open.has(one.wish.id)) close({...one, reply: null}, ANSWERED_IN_PANE);
			};
		},
		/** The agent reports by OSC 7501 that it is blocked, or no more: then somebody answered in the pane. */
		reported: (blocked: boolean, words: string | null): void => {
			if (blockedBy !== null && !blocked) for (const one of shownOf(open, blockedBy)) close(one, ANSWERED_IN_PANE);
			blockedBy = blocked ? (words ?? '') : null;
		},
		/** Its turn is over: it waits for no leave. */
		turnOver: (): void => {
			for (const one of open.values()) if (one.reply) close(one, ANSWERED_IN_PANE);
		},
		/** A person's word; a refusal in words where it comes too late, and then nothing was typed. */
		answer: (id: string, answer: Omit<Answer, 'by'>): string | null => {
			const one = open.get(id);
			if (!one) return `${id} waits for no answer any more`;
			if (one.reply) {
				decide(one, null, {...answer, by: 'person'});
				return null;
			}
			const dialog = options.dialog();
			if (dialog?.text !== one.text) {
				look();
				return `the dialog that ${id} was about is not on the screen any more; nothing was typed`;
			}
			if (dialog.answers === null) return `its dialog has no keys that are known; answer ${id} in its pane`;
			decide(one, dialog, {...answer, by: 'person'});
			return null;
		},
		close: (): void => {
			pressing?.();
			clearTimeout(settling);
			for (const {reply} of open.values()) reply?.(null);
		},
	};
};

export type Desk = ReturnType<typeof createDesk>;

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
