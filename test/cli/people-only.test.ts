// An agent that decides about its own work: what is refused inside a session, and how far that goes.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic} from '../support/mosaic.ts';
import {allGone, eventsOf, reportOf, taskStatus, workshop} from '../support/workshop.ts';

const TRIES = [
	'approve run-001-a1',
	'reject run-001-a1',
	'request-changes run-001-a1',
	'answer run-001-q1 yes',
	'done T3',
	'run T3 --detach',
	'run --all',
	'resume T3',
	'--print-only T3',
	'retry run-001',
	'restart run-001 --from implement',
	'pause run-001',
	'continue run-001',
	'abort run-001 --reason mine',
	'stop run-001',
	'stop sess-001 --force',
	'trust --yes',
	'init --tasks OTHER.md',
	'demo',
];

/** Tries everything, each way in, and writes down what came of it. */
const GREEDY = `
i=0
while IFS= read -r words; do
	mosaic $words </dev/null >"$SHOP/said.$i" 2>&1; echo "$? as-it-is $words" >>"$SHOP/codes"
	env -u MOSAIC_TOKEN -u MOSAIC_SESSION -u MOSAIC_PROJECT -u MOSAIC_TASK mosaic --project "$SHOP/../p" $words </dev/null >>"$SHOP/said.$i" 2>&1
	echo "$? cleared $words" >>"$SHOP/codes"
	i=$((i+1))
done <"$SHOP/tries"
mosaic runs >/dev/null && mosaic tasks >/dev/null && mosaic task >/dev/null && touch "$SHOP/reads"
echo '{"status":"done","summary":"made it"}' >"$MOSAIC_RESULT"
echo work >work.txt; git add work.txt; git commit -qm work
`;

test('an agent cannot approve, answer, mark, start, stop or trust anything, not even with a cleared environment', async () => {
	const place = await workshop({agent: GREEDY});
	writeFileSync(path.join(place.folder, 'tries'), `${TRIES.join('\n')}\n`);
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
	expect(run.stderr + run.stdout).toContain('run-001');
	const codes = readFileSync(path.join(place.folder, 'codes'), 'utf8').trim().split('\n');
	expect(codes).toEqual(TRIES.flatMap((words) => [`3 as-it-is ${words}`, `3 cleared ${words}`]));
	expect(readFileSync(path.join(place.folder, 'said.0'), 'utf8')).toMatch(
		/^mosaic: this is inside sess-001, and `approve` is for people\./,
	);
	expect(readFileSync(path.join(place.folder, 'reads'), 'utf8')).toBe('');
	expect(run.exitCode).toBe(0);
	expect((await reportOf(place, 'run-001')).state).toBe('completed');
	expect(taskStatus(place, 'T3')).toBe('not-started');
	expect((await eventsOf(place)).filter(({type}) => type === 'run.started')).toHaveLength(1);
	await allGone(place);
});
