// What a command loads is what it costs: files of mosaic, and modules of Node that come with streams nobody looked at.
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic, mosaicBin, mosaicJson} from '../support/mosaic.ts';
import {scratchProject} from '../support/scratch.ts';

const RECORDER = `
import {registerHooks} from 'node:module';
const urls = [];
registerHooks({load: (url, context, next) => {
	if (url.startsWith('file:')) urls.push(new URL(url).pathname);
	return next(url, context);
}});
process.on('exit', () => process.getBuiltinModule('fs').writeFileSync(process.env.LOADED, JSON.stringify({urls, node: process.moduleLoadList})));
`;

const loadedBy = async (args: readonly string[], stderr: unknown = '') => {
	const project = scratchProject({'TASKS.md': '- [ ] T1 First\n'});
	await mosaicJson(project, ['init']);
	const recorder = path.join(project.home, 'recorder.mjs');
	const file = path.join(project.home, 'loaded.json');
	writeFileSync(recorder, RECORDER);
	const env = {NODE_OPTIONS: `--import ${recorder}`, LOADED: file};
	expect(await mosaic(project, args, {env})).toMatchObject({exitCode: 0, stderr});
	const {urls, node} = JSON.parse(readFileSync(file, 'utf8')) as {urls: string[]; node: string[]};
	const own = urls.filter((url) => url.startsWith(path.dirname(mosaicBin())));
	return {
		chunks: own.map((url) => path.basename(url).replace(/(-[\w-]{8})?\.js$/, '')),
		bytes: own.reduce((sum, url) => sum + statSync(url).size, 0),
		node: node.map((name) => name.replace(/^NativeModule /, '')),
	};
};

test('status loads the core and nothing else: no engine, no screen, no terminal', async () => {
	const {chunks, bytes, node} = await loadedBy(['status', '--json']);
	expect(chunks).toEqual(['main', 'rolldown-runtime', 'start', 'core', 'status']);
	expect(bytes).toBeLessThan(300_000);
	expect(node).not.toContain('internal/fs/promises');
	expect(node).not.toContain('crypto');
	expect(node).not.toContain('child_process');
});

test('a plan loads on top of it what a run is planned with', async () => {
	const missing = expect.stringMatching(/^mosaic: warning: cannot start "claude": [^\n]*\n$/);
	const {chunks, bytes} = await loadedBy(['run', 'T1', '--print-only', '--json'], missing);
	expect(chunks).toEqual(['main', 'rolldown-runtime', 'start', 'core', 'run', 'plan']);
	expect(bytes).toBeLessThan(370_000);
});
