import {type Config, loadConfig} from './load.ts';
import type {ProjectPaths} from './paths.ts';

/** The prices of the settings; none where those cannot be read, which is said by whoever needs them for more than this. */
export const pricesOf = (
	{configFile}: Pick<ProjectPaths, 'configFile'>,
	env: Readonly<Record<string, string | undefined>>,
): Config['prices'] => {
	try {
		return loadConfig(configFile, env).prices;
	} catch {
		return {};
	}
};
