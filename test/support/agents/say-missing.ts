// Before the tests of real programs: which of them are left out, and why.
import {AGENT_NAMES, agentsDirectory, canUnshare, findAgent} from './find.ts';

export const setup = (): void => {
	const where = process.env.MOSAIC_AGENTS ?? agentsDirectory();
	for (const name of AGENT_NAMES)
		if (findAgent(name) === null)
			process.stdout.write(`${name} is left out: it is not in ${where}. MOSAIC_AGENTS_INSTALL=1 installs it there.\n`);
	if (!canUnshare()) process.stdout.write('All are left out: no network of its own can be made (unshare -n).\n');
};
