/**
 * Gives the terminal back before the process is stopped (SIGTSTP) and takes it again when it goes on, also after a stop
 * that could not be noticed (SIGSTOP). Gives the function that ends this.
 */
export const followJobControl = (giveBack: () => void, takeAgain: () => void): (() => void) => {
	const stop = (): void => {
		giveBack();
		process.kill(process.pid, 'SIGSTOP');
	};
	process.on('SIGTSTP', stop);
	process.on('SIGCONT', takeAgain);
	return () => {
		process.off('SIGTSTP', stop);
		process.off('SIGCONT', takeAgain);
	};
};
