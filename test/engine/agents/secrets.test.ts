// What an agent says of its secrets in its answer, its notes and its questions: none of it stands in a record.
import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {allGone, reportOf, workshop} from '../../support/workshop.ts';

/** By the settings' list of names, by being added for the agent, and by its name. */
const SECRETS = {HARBOUR: 'lanterns over the bay', EXTRA: 'w7Kq2zP9added', DEPLOY_TOKEN: 'tide-and-time-4711'};

const AGENT = `
mosaic follow-up --kind follow_up --title "Rotate $EXTRA" --detail "and $HARBOUR"
mosaic progress "uses $EXTRA and $HARBOUR" || true
echo '{"kind":"follow_up","title":"from the file: '"$EXTRA"'"}' >>"$MOSAIC_FOLLOW_UPS"
echo "$EXTRA $HARBOUR $DEPLOY_TOKEN"
echo one >a.txt; git add a.txt; git commit -qm work
echo '{"status":"done","summary":"with '"$EXTRA and $HARBOUR and $DEPLOY_TOKEN"'","notes":["'"$HARBOUR"'"]}' | mosaic result -
`;

test('an answer that tells secrets is kept without them, wherever it is kept', async () => {
	const place = await workshop({agent: AGENT});
	const file = path.join(place.root, '.mosaic', 'config.json');
	const config = JSON.parse(readFileSync(file, 'utf8'));
	config.runtimes.script.env = SECRETS;
	writeFileSync(file, JSON.stringify({...config, secrets: ['HARBOUR']}));
	expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
	expect((await reportOf(place, 'run-001')).steps[0]?.summary).toBe('with [redacted] and [redacted] and [redacted]');
	await allGone(place);
	const folder = path.join(place.root, '.mosaic');
	const telling = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) => {
		if (name === 'config.json' || !statSync(path.join(folder, name)).isFile()) return false;
		const bytes = readFileSync(path.join(folder, name));
		return Object.values(SECRETS).some((secret) => bytes.includes(secret));
	});
	// What the agent itself wrote into its own file is its own.
	expect(telling.filter((name) => !name.endsWith('follow-ups.jsonl'))).toEqual([]);
});
