import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {UserConfigFile} from '../../src/config/schema.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {allGone, gitIn, reportOf, taskStatus, workshop} from '../support/workshop.ts';

const guide = readFileSync(path.resolve(import.meta.dirname, '../../guides/add-a-runtime.md'), 'utf8');
const blocks = (language: string): string[] =>
	[...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, text = '']) =>
		found === language ? [text] : [],
	);

test('the guide has less than a hundred lines, and settings that can be read', () => {
	expect(guide.split('\n').length).toBeLessThanOrEqual(100);
	expect(blocks('json')).toHaveLength(3);
	for (const block of blocks('json'))
		expect(UserConfigFile.safeParse(JSON.parse(block))).toMatchObject({success: true});
});

test('its example works as it stands there', async () => {
	const [script = ''] = blocks('sh');
	const place = await workshop({files: {'robot.sh': script}});
	writeFileSync(path.join(place.root, '.mosaic', 'config.json'), blocks('json')[0] ?? '');
	expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach'])).toMatchObject({exitCode: 0});
	await until('the question', async () => {
		const {approvals} = await mosaicJson<{approvals: {question: {id: string}}[]}>(place, ['approvals']);
		return approvals[0]?.question.id === 'run-001-q1';
	});
	expect(await mosaic(place, ['answer', 'run-001-q1', 'euro'])).toMatchObject({exitCode: 0});
	await until('the end of the run', async () => (await reportOf(place, 'run-001')).closed);
	expect(gitIn(place, 'show', 'main:currency.txt')).toBe('euro');
	expect(taskStatus(place, 'T1')).toBe('done');
	const said = await mosaic(place, ['transcript', 'sess-001', '--plain']);
	expect(said.stdout).toContain('task T1 in session sess-001, careful');
	await allGone(place);
});
