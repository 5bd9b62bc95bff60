// Hears an agent's signals in its terminal.
import type {ScreenSignal} from '../domain/signal.ts';
import {createKittyNotifications} from './kitty-notifications.ts';
import {osc9Signal, osc52Signal, osc777Signal, titleSignal} from './signals.ts';
import type {TerminalParser} from './terminal-replies.ts';

type HeardTerminal = {
	readonly parser: unknown;
	onTitleChange(listener: (title: string) => void): unknown;
	onBell(listener: () => void): unknown;
};

/** Tells every signal, as often as the agent gives it. */
export const hearSignals = (
	terminal: HeardTerminal,
	tell: (signal: ScreenSignal) => void,
	reply: (text: string) => void,
): void => {
	const parser = terminal.parser as TerminalParser;
	const kitty = createKittyNotifications();
	const on = (code: number, read: (payload: string) => ScreenSignal | null) =>
		parser.registerOscHandler(code, (payload) => {
			const signal = read(payload);
			if (signal !== null) tell(signal);
			// An empty answer ends the program's wait and tells it nothing.
			if (signal?.kind === 'refused' && signal.what === 'clipboard-read') reply('\x1b]52;c;\x1b\\');
			return true;
		});
	on(9, osc9Signal);
	on(52, osc52Signal);
	on(99, kitty);
	on(777, osc777Signal);
	terminal.onTitleChange((title) => tell(titleSignal(title)));
	terminal.onBell(() => tell({kind: 'bell'}));
};
