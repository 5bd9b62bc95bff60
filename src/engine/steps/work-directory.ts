import {realpathSync} from 'node:fs';
import path from 'node:path';
import type {ProjectPaths} from '../../config/paths.ts';
import type {Workspace} from '../../domain/effect.ts';
import {asText, mustLine} from '../../git/call.ts';
import {requireOwnFolder, serviceDirectory} from '../../git/containment.ts';

/**
 * Where agents and commands of a run start: the workspace, or in a repository of several services the folder in it that
 * the project is (SPEC AH-6). git stays at the root.
 */
export const workDirectory = async ({root}: ProjectPaths, workspace: Workspace): Promise<string> => {
	requireOwnFolder(workspace.path);
	if (workspace.path === root || workspace.baseCommit === null) return workspace.path;
	const top = realpathSync(asText(await mustLine({directory: root}, ['rev-parse', '--show-toplevel'])));
	const service = path.relative(top, root);
	return service === '' ? workspace.path : serviceDirectory(workspace.path, service);
};
