import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {createClipboard} from '../../../src/cli/clipboard/clipboard.ts';
import type {CopyPolicy} from '../../../src/config/screen-schema.ts';
import {scratchDirectory} from '../../support/scratch.ts';

/** A machine with these programs on its PATH; each keeps what it reads, or fails. */
const machine = (programs: Readonly<Record<string, 'works' | 'fails' | 'deaf'>>, env: NodeJS.ProcessEnv) => {
	const directory = scratchDirectory();
	for (const [name, kind] of Object.entries(programs)) {
		const body = {
			works: `cat >"${directory}/${name}.copied"; (sleep 30 &) ; printf '%s ' "$@" >"${directory}/${name}.args"`,
			fails: 'cat >/dev/null; exit 3',
			deaf: 'exec 0<&-; exit 1',
		}[kind];
		writeFileSync(path.join(directory, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`, {mode: 0o755});
	}
	const said: string[] = [];
	const copy = (policy: CopyPolicy, text: string) =>
		createClipboard({
			env: {PATH: directory, ...env},
			cwd: directory,
			platform: 'linux',
			policy: () => policy,
			say: (sequence) => said.push(sequence),
		}).copy(text);
	const copied = (name: string) => readFileSync(path.join(directory, `${name}.copied`));
	return {copy, said, copied};
};

describe('a copy', () => {
	test('goes to the program of the display, without a shell', async () => {
		const {copy, said, copied} = machine({xclip: 'works', 'wl-copy': 'works'}, {DISPLAY: ':0'});
		expect(await copy('auto', '$(x) 漢字\n')).toEqual({ok: true, to: 'xclip'});
		expect(copied('xclip').toString()).toBe('$(x) 漢字\n');
		expect(said).toEqual([]);
	});

	test('goes to the next program where one fails, at last to the terminal', async () => {
		const {copy, said} = machine({'wl-copy': 'fails', xclip: 'deaf'}, {DISPLAY: ':0', WAYLAND_DISPLAY: 'w'});
		expect(await copy('auto', 'text')).toEqual({ok: true, to: 'the terminal'});
		expect(said).toEqual([`\u001b]52;c;${Buffer.from('text').toString('base64')}\u0007`]);
		expect(await copy('program', 'text')).toMatchObject({
			ok: false,
			reason: expect.stringContaining('wl-copy: ended with 3'),
		});
	});

	test('of one who is far away goes through the terminal', async () => {
		const {copy, said} = machine({xclip: 'works'}, {DISPLAY: ':0', SSH_CONNECTION: '1 2 3 4'});
		expect(await copy('auto', 'text')).toMatchObject({to: 'the terminal'});
		expect(said).toHaveLength(1);
	});

	test('reaches Windows in its encoding', async () => {
		const {copy, copied} = machine({'clip.exe': 'works'}, {WSL_DISTRO_NAME: 'Debian'});
		expect(await copy('program', 'é漢')).toEqual({ok: true, to: 'clip.exe'});
		expect(copied('clip.exe').toString('utf16le')).toBe('é漢');
	});

	test('that is too long for terminals is refused with the limit', async () => {
		const {copy, said} = machine({}, {});
		expect(await copy('osc52', 'x'.repeat(74_995))).toMatchObject({
			ok: false,
			reason: expect.stringContaining('75 kB'),
		});
		expect(said).toEqual([]);
		expect(await copy('osc52', 'x'.repeat(74_994))).toMatchObject({ok: true});
	});

	test('is not made where the settings say so, or cannot be read', async () => {
		const {copy, said} = machine({}, {});
		expect(await copy('off', 'x')).toMatchObject({ok: false, reason: expect.stringContaining('off')});
		expect(said).toEqual([]);
		const broken = createClipboard({
			env: {},
			cwd: '/',
			policy: () => {
				throw new Error('config.json: no JSON');
			},
			say: () => {},
		});
		expect(await broken.copy('x')).toEqual({ok: false, reason: 'config.json: no JSON'});
	});

	test('by a program alone says what is missing', async () => {
		expect(await machine({}, {}).copy('program', 'x')).toMatchObject({reason: expect.stringContaining('wl-copy')});
	});
});
