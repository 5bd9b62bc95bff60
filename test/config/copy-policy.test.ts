import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readCopyPolicy} from '../../src/config/copy-policy.ts';
import {scratchDirectory} from '../support/scratch.ts';

const read = (document: unknown) => {
	const home = scratchDirectory();
	mkdirSync(path.join(home, 'mosaic'));
	if (document !== undefined) writeFileSync(path.join(home, 'mosaic/config.json'), JSON.stringify(document));
	return {policy: () => readCopyPolicy({XDG_CONFIG_HOME: home})};
};

test('copies go where the user’s settings say, and find their own way without any', () => {
	expect(read(undefined).policy()).toBe('auto');
	expect(read({theme: 'dark'}).policy()).toBe('auto');
	for (const copy of ['auto', 'osc52', 'program', 'off']) expect(read({clipboard: {copy}}).policy()).toBe(copy);
});

test('another word is refused by file and field', () => {
	expect(read({clipboard: {copy: 'yes'}}).policy).toThrow(/config\.json: clipboard\.copy: must be one of auto, osc52/);
});
	expect(() => loadConfig(path.join(home, 'none.json'), env)).toThrow(/clipboard\.cpy: .*copy/);
});
