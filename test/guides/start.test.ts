import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {ConfigFile, UserConfigFile} from '../../src/config/schema.ts';

const guide = readFileSync(path.resolve(import.meta.dirname, '../../guides/start.md'), 'utf8');
const readme = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');

test('its settings can be read: those of a project, then those of a person', () => {
	const [project = '', person = '', ...more] = [...guide.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(
		([, text]) => text,
	);
	expect(more).toEqual([]);
	expect(ConfigFile.safeParse(JSON.parse(project))).toMatchObject({success: true});
	expect(UserConfigFile.safeParse(JSON.parse(person))).toMatchObject({success: true});
});

test('the settings that the README writes can be read', () => {
	const [, text = ''] = /^echo '(.*)' > \.mosaic\/config\.json$/m.exec(readme) ?? [];
	expect(ConfigFile.safeParse(JSON.parse(text))).toMatchObject({success: true});
});
