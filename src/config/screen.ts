// The user's settings of the full screen, read so that no mistake in the file keeps anybody out.
import path from 'node:path';
import * as z from 'zod/mini';
import {refusalFrom} from '../domain/errors.ts';
import {nearest} from '../domain/nearest.ts';
import {PANE_LAYOUTS, PaneLayout} from '../domain/pane-layout.ts';
import {quoted} from '../domain/text.ts';
import {THEME_CHOICES, ThemeChoice} from '../domain/theme-choice.ts';
import {DEFAULT_WALL, WALL_FIELDS, type WallPolicy, type WallSettings} from '../domain/wall-policy.ts';
import {readJsonFile} from '../files/json-file.ts';
import {configDirectory} from './paths.ts';
import {KeysOfAction} from './screen-schema.ts';

export type ScreenSettings = {
	readonly file: string;
	readonly keys: Readonly<Record<string, string | readonly string[]>>;
	readonly theme: ThemeChoice;
	readonly layout: PaneLayout;
	readonly mouse: boolean;
	readonly wall: WallSettings;
	/** One sentence for each thing that could not be read, with the file and the path in it. */
	readonly problems: readonly string[];
};

/** Each setting by itself: one that is wrong is left out and told. */
export const readScreenSettings = (env: Readonly<Record<string, string | undefined>>): ScreenSettings => {
	const file = path.join(configDirectory(env), 'config.json');
	const problems: string[] = [];
	const document = readDocument(file, problems);
	return {
		file,
		keys: keysOf(document.keys, file, problems),
		theme: oneOf(ThemeChoice, THEME_CHOICES, 'auto', {file, name: 'theme', problems})(document.theme),
		layout: oneOf(PaneLayout, PANE_LAYOUTS, 'grid', {file, name: 'layout', problems})(document.layout),
		mouse: mouseOf(document.mouse, file, problems),
		wall: wallOf(document.terminal, file, problems),
		problems,
	};
};

const readDocument = (file: string, problems: string[]): Record<string, unknown> => {
	try {
		return readJsonFile(file, z.record(z.string(), z.unknown())) ?? {};
	} catch (error) {
		problems.push(`${refusalFrom(error).message} Until then keys and theme are those that come with mosaic.`);
		return {};
	}
};

const keysOf = (keys: unknown, file: string, problems: string[]): ScreenSettings['keys'] => {
	if (keys === undefined) return {};
	const parsed = z.record(z.string(), z.unknown()).safeParse(keys);
	if (!parsed.success) {
		problems.push(`${file}: keys: must be an object of actions and their keys. All keys are as they come.`);
		return {};
	}
	const entries = Object.entries(parsed.data).flatMap(([action, value]) => {
		const own = KeysOfAction.safeParse(value);
		if (own.success) return [[action, own.data] as const];
		problems.push(
			`${file}: keys.${quoted(action).slice(1, -1)}: must be a key or a list of keys. It stays as it comes.`,
		);
		return [];
	});
	return Object.fromEntries(entries);
};

/** What is wrong here is taken as it comes with mosaic, which lets little out. */
const wallOf = (terminal: unknown, file: string, problems: string[]): WallSettings => {
	if (terminal === undefined) return DEFAULT_WALL;
	const parsed = z.record(z.string(), z.unknown()).safeParse(terminal);
	if (!parsed.success) {
		problems.push(`${file}: terminal: must be an object. All of it is as it comes.`);
		return DEFAULT_WALL;
	}
	const {runtimes, ...own} = parsed.data;
	const policy = {...DEFAULT_WALL, ...verdictsOf(own, `${file}: terminal`, problems)};
	const byRuntime = runtimes === undefined ? {} : runtimesOf(runtimes, `${file}: terminal.runtimes`, problems);
	return Object.keys(byRuntime).length === 0 ? policy : {...policy, runtimes: byRuntime};
};

/** Of a runtime in which something is wrong nothing is let out that the rest of the settings keep in. */
const runtimesOf = (runtimes: unknown, where: string, problems: string[]): Record<string, Partial<WallPolicy>> => {
	const parsed = z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(runtimes);
	if (!parsed.success) {
		problems.push(`${where}: must be an object of runtimes, each with an object of its own. None of it counts.`);
		return {};
	}
	const entries = Object.entries(parsed.data).map(
		([runtime, own]) => [runtime, verdictsOf(own, `${where}.${quoted(runtime).slice(1, -1)}`, problems)] as const,
	);
	return Object.fromEntries(entries);
};

const verdictsOf = (own: Record<string, unknown>, path: string, problems: string[]): Partial<WallPolicy> => {
	const known = Object.keys(WALL_FIELDS);
	const entries = Object.entries(own).flatMap(([key, value]) => {
		const where = `${path}.${quoted(key).slice(1, -1)}`;
		const field = known.includes(key) ? WALL_FIELDS[key as keyof typeof WALL_FIELDS].safeParse(value) : undefined;
		if (field?.success) return field.data === undefined ? [] : [[key, field.data] as const];
		const meant = nearest(key, known);
		const hint = meant === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${meant}"?`;
		problems.push(
			field
				? `${where}: ${field.error.issues[0]?.message ?? 'invalid'}. It stays as it comes.`
				: `${where}: unknown key. ${hint}`,
		);
		return [];
	});
	return Object.fromEntries(entries);
};

const mouseOf = (value: unknown, file: string, problems: string[]): boolean => {
	if (value !== undefined && typeof value !== 'boolean')
		problems.push(`${file}: mouse: must be true or false. It is taken as true.`);
	return value !== false;
};

type Place = {readonly file: string; readonly name: string; readonly problems: string[]};

const oneOf =
	<T extends string>(schema: z.ZodMiniType<T>, all: readonly T[], otherwise: T, {file, name, problems}: Place) =>
	(value: unknown): T => {
		if (value === undefined) return otherwise;
		const parsed = schema.safeParse(value);
		if (parsed.success) return parsed.data;
		problems.push(`${file}: ${name}: must be one of ${all.join(', ')}. It is taken as ${otherwise}.`);
		return otherwise;
	};
