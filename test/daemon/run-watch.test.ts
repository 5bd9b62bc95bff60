import {describe, expect, onTestFinished, test} from 'vitest';
import {LocalController} from '../../src/daemon/local-controller.ts';
import {until} from '../support/until.ts';
import {GOOD_AGENT, type Workshop, workshop} from '../support/workshop.ts';

const open = (place: Workshop): LocalController => {
	const controller = new LocalController({
		env: place.env,
		project: place.root,
		size: () => ({cols: 80, rows: 24}),
	});
	onTestFinished(() => controller.close());
	return controller;
};

const AGENT = `
if [ "$MOSAIC_EXPECTS" = implement ]; then
	printf 'export const one = 1;\\n// two\\n' >code.ts
	git add code.ts
	mosaic follow-up --kind follow_up --title 'Paint the wall'
fi
${GOOD_AGENT}`;

describe('a look at a run', () => {
	test('has its contract, attempts, checks and follow-ups, its change, and its colours once a file is looked at', async () => {
		const place = await workshop({agent: AGENT, gates: ['test -e missing', 'true']});
		const controller = open(place);
		const project = place.root;
		await controller.dispatch({type: 'run.start', project, taskId: 'T1', workflow: 'reviewed'});
		const watch = controller.openRun(project, 'run-001');
		await until('the gate', () => watch.page().run?.approvals[0]?.state === 'open');
		const {record} = watch.page();
		expect(record.contract).toMatchObject({criteria: ['test -e missing', 'true'], baseBranch: 'main'});
		expect(record.attempts.map(({step, outcome, sessionIds}) => [step, outcome, sessionIds])).toEqual([
			['implement', 'passed', ['sess-001']],
			['verify', 'passed', []],
			['review', 'passed', ['sess-002']],
			['approve', null, []],
		]);
		expect(record.checks.map(({baseline, results}) => [baseline, results.map(({verdict}) => verdict)])).toEqual([
			[true, ['fail', 'pass']],
			[false, ['known', 'pass']],
		]);
		expect(record.followUps).toMatchObject([{title: 'Paint the wall', step: 'implement'}]);
		const there = await until('the change', () => {
			const {diff} = watch.page();
			return diff.kind === 'there' && diff;
		});
		expect(there.diff.files.map(({path}) => path)).toEqual(['T1.txt', 'code.ts']);
		expect(there.commit).toBe(watch.page().run?.approvals[0]?.commit);
		expect(watch.page().code.size).toBe(0);
		watch.look(['code.ts']);
		const code = await until('the colours', () => watch.page().code.get('code.ts'));
		expect(code[0]?.map((line) => line[0])).toMatchObject([
			{text: 'export', token: 'keyword'},
			{text: '// two', token: 'comment'},
		]);
		watch.close();
		const waits = await until('what waits', () => {
			const [mission] = controller.state().missions;
			return mission?.waits?.length === 1 && mission.waits;
		});
		expect(waits).toMatchObject([{kind: 'approval', approval: {id: 'run-001-a1'}}]);
		expect(controller.state().missions[0]?.detail?.workflows?.find(({isDefault}) => isDefault)).toMatchObject({
			name: 'reviewed',
			steps: [
				{key: 'implement', by: 'implementer: script'},
				{key: 'verify', by: 'mosaic'},
				{key: 'review', by: 'reviewer: script'},
				{key: 'approve', by: 'a person'},
				{key: 'integrate', by: 'mosaic'},
			],
		});
	});

	test('at one that is not there says so', async () => {
		const place = await workshop();
		const watch = open(place).openRun(place.root, 'run-009');
		expect(watch.page()).toMatchObject({run: null});
		watch.close();
	});
});
