import {mkdirSync, realpathSync, symlinkSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {askedPlaces} from '../../src/files/asked-places.ts';
import {scratchDirectory} from '../support/scratch.ts';

const checkout = (): {cwd: string; outside: string} => {
	const root = scratchDirectory();
	const [cwd, outside] = [path.join(root, 'checkout'), path.join(root, 'outside')];
	mkdirSync(path.join(cwd, 'src'), {recursive: true});
	mkdirSync(path.join(outside, 'deep'), {recursive: true});
	writeFileSync(path.join(cwd, 'src/a.ts'), '');
	return {cwd, outside};
};

describe('the places that a path may mean', () => {
	test('are one, relative to the checkout, where nothing is in its way', () => {
		const {cwd} = checkout();
		for (const words of ['src/a.ts', path.join(cwd, 'src/a.ts'), './src/../src/a.ts'])
			expect(askedPlaces(cwd, words)).toEqual(['src/a.ts']);
		expect(askedPlaces(cwd, 'not/there/yet')).toEqual(['not/there/yet']);
		expect(askedPlaces(cwd, '../outside/x')).toEqual([path.join(path.dirname(cwd), 'outside/x')]);
	});

	test('are two behind a link that leads out, whether its end is there or not', () => {
		const {cwd, outside} = checkout();
		symlinkSync(outside, path.join(cwd, 'out'));
		symlinkSync(path.join(outside, 'new'), path.join(cwd, 'dangling'));
		symlinkSync('ring', path.join(cwd, 'ring'));
		expect(askedPlaces(cwd, 'out/x')).toEqual(['out/x', path.join(outside, 'x')]);
		expect(askedPlaces(cwd, 'dangling')).toEqual(['dangling', path.join(outside, 'new')]);
		expect(askedPlaces(cwd, 'ring')).toEqual([]);
	});

	test('are as the system goes behind a link, not only as the words say', () => {
		const {cwd, outside} = checkout();
		symlinkSync(path.join(outside, 'deep'), path.join(cwd, 'src/deep'));
		expect(askedPlaces(cwd, 'src/deep/../x')).toContain(path.join(outside, 'x'));
	});

	test('are told by a link to another place of the checkout too', () => {
		const {cwd} = checkout();
		mkdirSync(path.join(cwd, 'secrets'));
		symlinkSync('secrets', path.join(cwd, 'harmless'));
		expect(askedPlaces(cwd, 'harmless/x')).toEqual(['harmless/x', 'secrets/x']);
	});

	test('count for each way in which tools read what stands before a path', () => {
		const {cwd} = checkout();
		const home = realpathSync(homedir());
		expect(askedPlaces(cwd, '~/x')).toContain(path.join(home, 'x'));
		expect(askedPlaces(cwd, '@/etc/x')).toContain('/etc/x');
		expect(askedPlaces(cwd, '@~/x')).toContain(path.join(home, 'x'));
		expect(askedPlaces(cwd, 'file:///etc/x')).toContain('/etc/x');
	});
});
