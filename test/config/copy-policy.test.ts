import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readCopyPolicy} from '../../src/config/copy-policy.ts';
import {scratchDirectory} from '../support/scratch.ts';

const policyOf = (document: unknown) => {
	const home = scratchDirectory();
	mkdirSync(path.join(home, 'mosaic'));
	if (document !== undefined) writeFileSync(path.join(home, 'mosaic/config.json'), JSON.stringify(document));
	return readCopyPolicy({XDG_CONFIG_HOME: home});
};

test('copies go where the user’s settings say, and find their own way without any', () => {
	expect(policyOf(undefined)).toBe('auto');
	expect(policyOf({theme: 'dark'})).toBe('auto');
	for (const copy of ['auto', 'osc52', 'program', 'off']) expect(policyOf({clipboard: {copy}})).toBe(copy);
});

test('another word is refused by file and field', () => {
	expect(() => policyOf({clipboard: {copy: 'yes'}})).toThrow(
		/config\.json: clipboard\.copy: must be one of auto, osc52/,
	);
});
