// What becomes of what an agent needs leave for, said before it starts.
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {workshop} from '../support/workshop.ts';

test('the printed plan and doctor say whether a headless agent asks', async () => {
	const place = await workshop();
	const use = (runtimes: object) =>
		writeFileSync(path.join(place.root, '.mosaic', 'config.json'), JSON.stringify({runtime: 'pi', runtimes}));
	const printed = async (): Promise<string | undefined> => {
		const options = ['run', 'T1', '--print-only', '--workflow', 'checked'];
		return (await mosaicJson<{leave?: string}>(place, options)).leave;
	};
	use({pi: {argv: ['sh'], mode: 'headless', permissions: 'ask'}});
	expect(await printed()).toBe('asks; rules or a person answer');
	use({pi: {argv: ['sh'], mode: 'headless'}});
	expect(await printed()).toContain('asks nobody: what its tools can do, it does');
	const {checks} = await mosaicJson<{checks: {name: string; detail: string}[]}>(place, ['doctor']);
	expect(checks.find(({name}) => name.startsWith('runtime pi'))?.detail).toContain('headless: asks nobody');
	use({pi: {argv: ['sh']}});
	expect(await printed()).toBeUndefined();
	const {stdout} = await mosaic(place, ['run', 'T1', '--print-only', '--workflow', 'solo']);
	expect(stdout).not.toMatch(/^leave /m);
});
