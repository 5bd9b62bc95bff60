import {rmSync} from 'node:fs';
import path from 'node:path';
import {build} from '../../build.config.ts';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'node_modules', '.mosaic-test', String(process.pid));

/** Tests drive the real binary: built before the first of them, in a folder of this run so that runs can overlap. */
export const setup = async (): Promise<void> => {
	process.chdir(root);
	await build(dist);
	process.env.MOSAIC_TEST_BIN = path.join(dist, 'main.js');
	// Compiled once for all: with a cache in each test's own home every start would compile anew.
	process.env.MOSAIC_TEST_COMPILED = path.join(dist, 'compiled');
};

export const teardown = (): void => rmSync(dist, {recursive: true, force: true});
