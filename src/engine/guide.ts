import {existsSync} from 'node:fs';
import path from 'node:path';

/** The protocol guide for agents that ships with mosaic, or null where the installation lacks it. */
export const protocolGuide = (): string | null => {
	// Sources lie one, bundled chunks two folders below the package root.
	for (const up of ['..', '../..', '../../..', '../../../..']) {
		const file = path.resolve(import.meta.dirname, up, 'guides', 'ORCHESTRATOR.md');
		if (existsSync(file)) return file;
	}
	return null;
};
