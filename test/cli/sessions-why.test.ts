// `mosaic sessions --why`: which evidence there is for each state, with an agent that shows one sign after the other.
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {type Arena, arena} from '../support/arena.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {until} from '../support/until.ts';

/** Prints `cues` one after the other, each once its file is there, and then stays. */
const agentOf = (place: Arena, cues: readonly string[]): string[] => {
	const parts = cues.map((cue, at) => `while [ ! -e "$ARENA/cue-${at}" ]; do sleep 0.05; done\nprintf '${cue}'\n`);
	const file = path.join(place.folder, 'cues.sh');
	writeFileSync(file, `${parts.join('')}exec sleep 900\n`);
	return ['--runtime', 'claude', '--', '/bin/sh', file, '{prompt}'];
};

const cue = (place: Arena, at: number): void => writeFileSync(path.join(place.folder, `cue-${at}`), '');

type Why = {
	state: string;
	why: {source: string; rule: string | null; seen: string | null; message: string | null; since: string};
};

const whyOf = async (place: Arena): Promise<Why> => {
	const {sessions} = await mosaicJson<{sessions: Why[]}>(place, ['sessions', '--why']);
	return sessions[0] as Why;
};

const becomes = (place: Arena, state: string, source: string): Promise<Why> =>
	until(`${state} by ${source}`, async () => {
		const why = await whyOf(place);
		return why.state === state && why.why.source === source && why;
	});

test('each state is told with its source, its rule, the text seen and since when', async () => {
	const place = await arena();
	const asked = Buffer.from('Run tests?').toString('base64');
	const cues = [
		'\\033]0;◐ Lay it\\007',
		'\\033]0;✳ Lay it\\007',
		`\\033]7501;state=blocked:app=claude:kind=permission:msg=${asked}\\007`,
		'\\033]0;◐ Lay it\\007\\033]9;4;3\\007',
		'\\033]7501;state=clear\\007',
	];
	const started = await mosaic(place, ['run', 'T1', '--detach', ...agentOf(place, cues)]);
	expect(started).toMatchObject({exitCode: 0});
	expect(await whyOf(place)).toMatchObject({state: 'working', why: {source: 'started', rule: null, seen: null}});
	cue(place, 0);
	const busy = await becomes(place, 'working', 'title');
	expect(busy.why).toMatchObject({rule: 'claude-title-busy', seen: '◐ Lay it'});
	cue(place, 1);
	const idle = await becomes(place, 'idle', 'title');
	expect(idle.why).toMatchObject({rule: 'claude-title-rest', seen: '✳ Lay it'});
	expect(idle.why.since > busy.why.since).toBe(true);
	cue(place, 2);
	const waits = await becomes(place, 'waiting', 'osc-7501');
	expect(waits.why).toMatchObject({rule: 'state=blocked:kind=permission', message: 'Run tests?'});
	const {stdout} = await mosaic(place, ['sessions', '--why']);
	expect(stdout).toContain('by its report to the terminal (OSC 7501), rule "state=blocked:kind=permission"');
	expect(stdout).toContain('says: "Run tests?"');
	// A spinner in its title does not unsay the question: the report is trusted more, until it is taken back.
	cue(place, 3);
	cue(place, 4);
	const after = await becomes(place, 'working', 'title');
	expect(after.why.rule).toBe('claude-title-busy');
	const events = await mosaic(place, ['events', '--json']);
	const states = events.stdout
		.split('\n')
		.filter((line) => line.includes('session.state-changed'))
		.map((line) => JSON.parse(line).data.state as string);
	expect(states).toEqual(['working', 'idle', 'waiting', 'working']);
});
