// A workshop whose agent speaks the Agent Client Protocol; a script says what it does in each turn.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {type Workshop, type WorkshopOptions, workshop} from './workshop.ts';

const AGENT = path.resolve(import.meta.dirname, '../fixtures/agents/acp-agent.mjs');

export type AcpScript = {
	readonly turns: readonly (readonly object[])[];
	readonly loads?: boolean;
	readonly auth?: boolean;
	readonly usage?: object;
};

/** The steps of an implementer who writes one file and hands in by what it says last. */
export const GOOD_TURN = [
	{write: ['ground.txt', 'level\n']},
	{commit: 'Lay it'},
	{say: 'Done.\n```json\n{"status":"done","summary":"laid by protocol"}\n```\n'},
];

/** A project whose default runtime is `acp`; `rules` are the person's own permissions. */
export const acpWorkshop = async (
	script: AcpScript,
	options: WorkshopOptions & {readonly rules?: readonly object[]; readonly settings?: object} = {},
): Promise<Workshop> => {
	const place = await workshop(options);
	setScript(place, script);
	const runtimes = {acp: {acp: {argv: [process.execPath, AGENT]}}};
	writeFileSync(
		path.join(place.root, '.mosaic', 'config.json'),
		JSON.stringify({runtime: 'acp', runtimes, ...options.settings}),
	);
	const own = path.join(place.home, 'config', 'mosaic');
	mkdirSync(own, {recursive: true});
	writeFileSync(path.join(own, 'config.json'), JSON.stringify({permissions: options.rules ?? []}));
	return place;
};

export const setScript = (place: Workshop, script: AcpScript): void =>
	writeFileSync(path.join(place.folder, 'acp.json'), JSON.stringify(script));

/** What the agent heard from its client, in order. */
export const heardIn = (place: Workshop): Record<string, unknown>[] => {
	const file = path.join(place.folder, 'acp-heard.jsonl');
	if (!existsSync(file)) return [];
	return readFileSync(file, 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line));
};
