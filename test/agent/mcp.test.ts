import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {allGone, eventsOf, gitIn, reportOf, type Workshop, workshop} from '../support/workshop.ts';

const agent = `exec '${process.execPath}' '${path.resolve(import.meta.dirname, '../fixtures/agents/mcp-agent.mjs')}'`;

type Inbox = {approvals: {kind: string; approval?: {id: string; reason: string}; question?: {id: string}}[]};
const inbox = async (place: Workshop) => (await mosaicJson<Inbox>(place, ['approvals'])).approvals;

describe('an agent that has only the tools of `mosaic mcp`', () => {
	test('reads its task, says how far it is, asks, and hands in', async () => {
		const place = await workshop({agent, gates: ['true']});
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach'])).toMatchObject({exitCode: 0});
		const question = await until('the question', async () => (await inbox(place))[0]?.question?.id);
		// While its question is open, the question is what a person sees of it; what it said before stands in the journal.
		const {sessions} = await mosaicJson<{sessions: object[]}>(place, ['sessions']);
		expect(sessions[0]).toMatchObject({state: 'waiting', evidence: 'asked'});
		await until('the progress on record', async () =>
			(await eventsOf(place)).some(
				({type, data}) =>
					type === 'session.state-changed' &&
					data.evidence === 'progress' &&
					data.message === '1/3 Paint  [31mthe wall',
			),
		);
		await until('the end of the first waiting', () => existsSync(path.join(place.folder, 'early')));
		expect(await mosaic(place, ['answer', question, 'blue'])).toMatchObject({exitCode: 0});
		const gate = await until('the wish for a person', async () =>
			(await inbox(place)).find(({approval}) => approval?.reason === 'human'),
		);
		const heard = JSON.parse(readFileSync(path.join(place.folder, 'heard.json'), 'utf8'));
		expect(heard.tools).toEqual(['task', 'plan', 'progress', 'follow_up', 'request_review', 'result', 'ask']);
		expect(heard.task).toMatchObject({
			runId: 'run-001',
			task: {id: 'T1', title: 'Lay the ground', status: 'in-progress'},
			criteria: ['true'],
			step: {key: 'implement', expects: 'implement', attempt: 1},
		});
		expect(heard.plan.tasks.map(({id}: {id: string}) => id)).toEqual(['T1', 'T2', 'T3']);
		expect(heard).toMatchObject({
			early: {answered: false},
			answer: {answered: true, answer: 'blue'},
			bad: {refused: expect.stringContaining('status')},
			result: {accepted: true},
		});
		expect(await mosaic(place, ['approve', gate.approval?.id ?? ''])).toMatchObject({exitCode: 0});
		await until('the end of the run', async () => (await reportOf(place, 'run-001')).closed);
		expect(gitIn(place, 'show', 'main:colour.txt')).toBe('blue');
		const events = await eventsOf(place, 'run-001');
		expect(events.filter(({type}) => type === 'question.asked')).toHaveLength(1);
		expect(events.find(({type}) => type === 'follow-up.received')?.data).toMatchObject({title: 'Water the garden'});
		await allGone(place);
	});
});
