// What a person sees while a large transcript is made ready outside the full screen.
import {createPreparing, type Preparation} from '../../tui/preparing.ts';

/** Prepares; how far it is stands on the terminal, Ctrl+C gives it up. Gives undefined where it was given up. */
export const whileWaiting = async <T>(
	stderr: NodeJS.WriteStream,
	what: string,
	prepare: (preparation: Preparation) => Promise<T>,
): Promise<T | undefined> => {
	const show = (text: string | null): void => {
		if (stderr.isTTY) stderr.write(`\r\u001b[K${text ?? ''}`);
	};
	const preparing = createPreparing({now: Date.now, show, cancelKey: 'Ctrl+C'});
	const cancel = (): void => void preparing.cancel();
	process.on('SIGINT', cancel);
	try {
		return await preparing.run(what, prepare);
	} finally {
		process.off('SIGINT', cancel);
	}
};
