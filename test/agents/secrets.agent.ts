// Real programs that print their keys: nothing of them stands in any record, whatever file mosaic keeps it in.
import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {AGENT_NAMES, canUnshare, findAgent} from '../support/agents/find.ts';
import {agentFloor, bodiesOf, type Floor, told} from '../support/agents/floor.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {mosaic} from '../support/mosaic.ts';
import {allGone} from '../support/workshop.ts';

vi.setConfig({testTimeout: 300_000});

/** Known by its name, by the settings' list of names, by being added for the run, and by its shape alone. */
const SECRETS = {
	DEPLOY_TOKEN: 'tide-and-time-4711',
	HARBOUR: 'lanterns over the bay',
	EXTRA: 'w7Kq2zP9added',
	SHAPED: 'sk-ant-api03-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6',
};
const spoken = Object.values(SECRETS);

const shell = (command: string): Turn => ({tool: {kind: 'shell', command}});
/** The values in the words of a command too: it is shown as what the agent is at. */
const turns: readonly Turn[] = [
	shell('env | grep -E "DEPLOY_TOKEN|HARBOUR|EXTRA|SHAPED"'),
	shell(`echo ${SECRETS.SHAPED} '${SECRETS.DEPLOY_TOKEN}' >/dev/null`),
	shell('echo one >a.txt; git add -A && git commit -qm "Work on it"'),
	{
		text: `I saw ${spoken.join(' and ')}.\n\n\`\`\`json\n{"status":"done","summary":"saw ${spoken.join(', ')}"}\n\`\`\`\n`,
	},
];

const LEFT_OUT = canUnshare() ? null : 'no network of its own can be made';

describe.each(AGENT_NAMES)('%s that prints its secrets', (name) => {
	const why = findAgent(name) === null ? 'it is not installed' : LEFT_OUT;
	test.skipIf(why === null)(`is left out: ${why}`, () => {});

	test.skipIf(why !== null)('leaves none of them in a transcript, an event, a log or a report', async () => {
		const place = await agentFloor(name, {
			script: {implement: [turns]},
			env: {DEPLOY_TOKEN: SECRETS.DEPLOY_TOKEN, HARBOUR: SECRETS.HARBOUR},
			runtime: {env: {EXTRA: SECRETS.EXTRA, SHAPED: SECRETS.SHAPED}},
			config: {secrets: ['HARBOUR']},
		});
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
		expect(run.exitCode, await told(place)).toBe(0);
		// The agent itself has them: else there would be nothing to hide.
		expect(bodiesOf(place, 1).at(-1)?.includes(SECRETS.EXTRA)).toBe(true);
		const shown = [
			run.stdout,
			run.stderr,
			...(await Promise.all(
				[
					['events', '--json'],
					['report', 'run-001'],
					['transcript', 'sess-001', '--print', '--plain'],
					['sessions', '--all', '--why', '--json'],
					['artifacts', 'run-001', '--json'],
				].map(async (args) => (await mosaic(place, args)).stdout),
			)),
		];
		expect(spoken.flatMap((secret) => shown.flatMap((text) => around(text, secret)))).toEqual([]);
		await allGone(place);
		expect(filesWithSecrets(place)).toEqual([]);
	});
});

/** Where it stands, so that a failure can be read. */
const around = (text: string, secret: string): string[] => {
	const at = text.indexOf(secret);
	return at < 0 ? [] : [text.slice(Math.max(0, at - 150), at + secret.length)];
};

/** The files that mosaic keeps in which one of them stands; the person's own settings name them, and may. */
const filesWithSecrets = ({root}: Floor): string[] => {
	const folder = path.join(root, '.mosaic');
	return readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) => {
		const file = path.join(folder, name);
		if (name === 'config.json' || !statSync(file).isFile()) return false;
		const bytes = readFileSync(file);
		return spoken.some((secret) => bytes.includes(secret));
	});
};
