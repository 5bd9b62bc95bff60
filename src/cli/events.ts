// `mosaic events`: the journal as it was written, and on request as it is being written.
import type {ProjectPaths} from '../config/paths.ts';
import {watchJournal} from '../daemon/change-watch.ts';
import {refuse} from '../domain/errors.ts';
import type {JournalEntry} from '../domain/event.ts';
import {redact, secretsIn} from '../domain/redaction.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {isKnownRun, readEvents} from '../engine/overview.ts';
import {readMission} from '../mission/mission-file.ts';
import type {Context} from './context.ts';
import type {EventsCommandOptions} from './grammar/options.ts';
import {describeEvent} from './print/event-text.ts';

/** So many events are held in memory at once. */
const PAGE = 2000;

/** Prints events in order; with `follow` until a signal ends it. Refused for a run that is not known (exit 4). */
export const eventsCommand = async (context: Context, options: EventsCommandOptions): Promise<number> => {
	const paths = context.paths();
	readMission(paths.missionFile);
	if (options.run !== undefined && !isKnownRun(paths, options.run))
		refuse('not-found', 'unknown-run', `no run ${quoted(options.run)}. \`mosaic sessions --all\` shows what has run.`);
	let last = options.since ?? 0;
	const catchUp = (): void => {
		last = printNew(context, paths, options.run, last);
	};
	if (options.follow) await followJournal(paths, catchUp);
	else catchUp();
	return 0;
};

const printNew = (context: Context, paths: ProjectPaths, runId: string | undefined, since: number): number => {
	const hide = hiding(context);
	let last = since;
	for (;;) {
		const page = readEvents(paths, {runId, since: last, limit: PAGE});
		for (const entry of page) {
			if (context.json) context.output.document('event', hide(eventDocument(entry)));
			else context.output.print(eventLine(hide(entry), context));
		}
		last = page[page.length - 1]?.seq ?? last;
		if (page.length < PAGE) return last;
	}
};

/** Calls back now and after every change of the journal, for ever. Rejects when it cannot be read. */
const followJournal = (paths: ProjectPaths, onChange: () => void): Promise<never> =>
	new Promise((_, reject) => {
		const attempt = (): void => {
			try {
				onChange();
			} catch (error) {
				reject(error);
			}
		};
		watchJournal(paths, attempt);
		attempt();
	});

/**
 * The journal keeps the words of a command as they were given, because a resume needs them; whoever prints events sees
 * no secret that stood among them.
 */
export const hiding = ({env}: Context) => {
	const secrets = secretsIn(env);
	const hide = (value: unknown): unknown => {
		if (typeof value === 'string') return redact(value, secrets);
		if (Array.isArray(value)) return value.map(hide);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner)]));
	};
	return hide as <T>(value: T) => T;
};

/** An event as scripts get it. */
export const eventDocument = ({event, ...entry}: JournalEntry) => {
	const {type, ...data} = event;
	return {...entry, type, data};
};

const eventLine = (entry: JournalEntry, {output}: Context): string => {
	const who = (entry.sessionId ?? entry.runId ?? '').padEnd(8);
	return [
		output.styled('dim', String(entry.seq).padStart(5)),
		output.styled('dim', plainLine(entry.at)),
		plainLine(who).padEnd(8),
		entry.event.type.padEnd(21),
		plainLine(describeEvent(entry.event)),
	]
		.join('  ')
		.trimEnd();
};
