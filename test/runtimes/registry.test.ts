import {chmodSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {resolveExecutable} from '../../src/runtimes/executable.ts';
import {launchArgv} from '../../src/runtimes/registry.ts';
import {scratchDirectory} from '../support/scratch.ts';

describe('the launch argv', () => {
	test.each<[string, string[] | undefined, string[]]>([
		['nothing configured', undefined, ['claude', '-p', 'P $(x)\n"']],
		['one prompt element', ['a', '{prompt}', 'b'], ['a', 'P $(x)\n"', 'b']],
		['several prompt elements', ['a', '{prompt}', '{prompt}'], ['a', 'P $(x)\n"', 'P $(x)\n"']],
		['no prompt element', ['a', '-x'], ['a', '-x', 'P $(x)\n"']],
		['a script that mentions it', ['sh', '-c', 'echo {prompt}'], ['sh', '-c', 'echo {prompt}', 'P $(x)\n"']],
	])('with %s', (_, configured, argv) => {
		expect(launchArgv('claude', configured, 'P $(x)\n"')).toEqual(argv);
	});
});

describe('the program of a launch', () => {
	const bin = (): string => {
		const directory = scratchDirectory();
		mkdirSync(path.join(directory, 'folder'));
		for (const name of ['good', 'bad']) writeFileSync(path.join(directory, name), '#!/bin/sh\n');
		chmodSync(path.join(directory, 'good'), 0o755);
		chmodSync(path.join(directory, 'bad'), 0o644);
		return directory;
	};

	test('is found by name on the PATH, and by path from the working directory', () => {
		const directory = bin();
		expect(resolveExecutable('good', '/', {PATH: `/no/where:${directory}`})).toBe(path.join(directory, 'good'));
		expect(resolveExecutable('./good', directory, {})).toBe(path.join(directory, 'good'));
	});

	test('that the project brings along is not found through an empty or relative PATH entry', () => {
		expect(() => resolveExecutable('good', bin(), {PATH: ':.:'})).toThrow('not on the PATH');
	});

	test.each([
		['none', 'refused'],
		['folder', 'refused'],
		['', 'refused'],
		['bad', 'refused'],
	])('%j is refused as %s before anything starts', (name, kind) => {
		const directory = bin();
		expect(() => resolveExecutable(name, directory, {PATH: directory})).toThrow(
			expect.objectContaining({refusal: expect.objectContaining({kind})}),
		);
	});
});
