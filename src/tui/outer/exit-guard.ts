// Whatever ends the process, the terminal is given back first.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Calls `restore` before the process ends through a signal, an uncaught error or `process.exit`. A signal is passed on
 * afterwards, so that the process ends by it unless somebody else handles it. Gives the function that lifts the guard.
 */
export const guardExit = (restore: () => void): (() => void) => {
	const handlers = SIGNALS.map((signal) => {
		const handle = (): void => {
			lift();
			restore();
			if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
		};
		return {signal, handle};
	});
	const lift = (): void => {
		for (const {signal, handle} of handlers) process.off(signal, handle);
		process.off('exit', restore);
		process.off('uncaughtExceptionMonitor', restore);
	};
	for (const {signal, handle} of handlers) process.on(signal, handle);
	process.on('exit', restore);
	process.on('uncaughtExceptionMonitor', restore);
	return lift;
};
