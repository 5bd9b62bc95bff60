// The change of a run, for review, approval and its receipt.
import {createHash} from 'node:crypto';
import type {Diff, DiffFile, DiffStatus} from '../domain/diff.ts';
import {type Answer, answered, no} from './answer.ts';
import {asText, call, commitOf, complaint, must, type Place, parts, sharedCommit} from './call.ts';
import {type PatchSection, patchSections} from './patch.ts';

export type DiffRequest = {
	/** Commits or other revisions. The change is counted from where `to` left `from`. */
	readonly from: string;
	readonly to: string;
	readonly limits?: DiffLimits;
};

/** What is shown at most; what is beyond is counted and said to be cut. */
export type DiffLimits = {readonly linesPerFile: number; readonly changedLines: number};

const LIMITS: DiffLimits = {linesPerFile: 5000, changedLines: 100_000};

/** What a run changed since it left the base, by file, hunk and line. */
export const diffOf = (place: Place, request: DiffRequest): Promise<Answer<Diff>> =>
	answered(async () => {
		const {from, to} = await ends(place, request);
		const limits = request.limits ?? LIMITS;
		const entries = readEntries(await must(place, [...DIFF, '--raw', '--numstat', '-z', from, to]));
		const sections = await readSections(place, from, to, entries, limits);
		const files = entries.map((entry, index) => fileOf(entry, sections[index], limits));
		const sum = (count: (file: DiffFile) => number) => files.reduce((total, file) => total + count(file), 0);
		const cut = files.some((file) => file.cut !== null);
		const hash = await hashOf(place, from, to);
		return {from, to, files, added: sum((file) => file.added), removed: sum((file) => file.removed), cut, hash};
	});

/** The hash of a change alone: what a receipt holds, and what a stale approval is known by. */
export const diffHash = (place: Place, request: DiffRequest): Promise<Answer<string>> =>
	answered(async () => {
		const {from, to} = await ends(place, request);
		return hashOf(place, from, to);
	});

const DIFF = [
	'diff',
	'--no-ext-diff',
	'--no-textconv',
	'--no-color',
	'--full-index',
	'--find-renames',
	'--submodule=short',
	'--ignore-submodules=none',
	'--diff-algorithm=histogram',
	'--unified=3',
	'--inter-hunk-context=0',
	'--src-prefix=a/',
	'--dst-prefix=b/',
	'--no-relative',
	'-O/dev/null',
];

const ends = async (place: Place, request: DiffRequest) => {
	const [from, to] = [await commitOf(place, request.from), await commitOf(place, request.to)];
	if (from === null || to === null)
		throw no(
			'commit-missing',
			`${from === null ? request.from : request.to} is no commit in ${place.directory}.`,
			'not-found',
		);
	return {from: await sharedCommit(place, from, to), to};
};

const hashOf = async (place: Place, from: string, to: string): Promise<string> => {
	const raw = await must(place, ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--full-index', from, to]);
	return createHash('sha256').update(raw, 'latin1').digest('hex');
};

type Entry = Omit<DiffFile, 'hunks' | 'cut'>;

/** Reads `--raw --numstat -z`: first all raw entries, then as many counts, in the same order. */
const readEntries = (output: string): Entry[] => {
	const fields = parts(output);
	const entries: Entry[] = [];
	let at = 0;
	for (; fields[at]?.startsWith(':'); ) {
		const [modeBefore = '', modeAfter = '', , , letter = ''] = (fields[at++] as string).slice(1).split(' ');
		const first = asText(fields[at++] as string);
		const moved = /^[RC]/.test(letter);
		const last = moved ? asText(fields[at++] as string) : first;
		entries.push({
			...NO_COUNT,
			path: last,
			previousPath: moved ? first : null,
			status: statusOf(letter),
			...modes(modeBefore, modeAfter),
		});
	}
	for (const [index, entry] of entries.entries()) {
		const [added, removed, name] = (fields[at++] ?? '').split('\t');
		if (name === '') at += 2;
		const binary = added === '-' && entry.kind === 'text';
		entries[index] = {
			...entry,
			added: Number(added) || 0,
			removed: Number(removed) || 0,
			...(binary ? {kind: 'binary'} : {}),
		};
	}
	return entries;
};

const NO_COUNT = {added: 0, removed: 0};

const modes = (before: string, after: string): Pick<Entry, 'modeBefore' | 'modeAfter' | 'kind'> => {
	const mode = after === '000000' ? before : after;
	const kind = mode === '160000' ? 'submodule' : mode === '120000' ? 'symlink' : 'text';
	return {modeBefore: before === '000000' ? null : before, modeAfter: after === '000000' ? null : after, kind};
};

const STATUSES: Readonly<Record<string, DiffStatus>> = {
	A: 'added',
	D: 'deleted',
	R: 'renamed',
	C: 'copied',
	T: 'type-changed',
};

const statusOf = (letter: string): DiffStatus => STATUSES[letter.charAt(0)] ?? 'modified';

const readSections = async (
	place: Place,
	from: string,
	to: string,
	entries: readonly Entry[],
	limits: DiffLimits,
): Promise<Array<PatchSection | undefined>> => {
	// Many changed lines would be read only to be thrown away.
	if (entries.reduce((sum, {added, removed}) => sum + added + removed, 0) > limits.changedLines) return [];
	const args = [...DIFF, '--patch', from, to];
	const result = await call(place, args);
	if (result.exitCode !== 0) throw complaint(place, args, result);
	const all = patchSections(asText(result.stdout), limits.linesPerFile);
	// A changed type is shown as one file that goes and one that comes.
	let next = 0;
	return entries.map(({status}) => (status === 'type-changed' ? joined(all[next++], all[next++]) : all[next++]));
};

const joined = (gone?: PatchSection, come?: PatchSection): PatchSection => ({
	hunks: [...(gone?.hunks ?? []), ...(come?.hunks ?? [])],
	lines: (gone?.lines ?? 0) + (come?.lines ?? 0),
	binary: gone?.binary === true || come?.binary === true,
});

const fileOf = (entry: Entry, section: PatchSection | undefined, limits: DiffLimits): DiffFile => {
	const kind = section?.binary ? 'binary' : entry.kind;
	if (section === undefined) {
		const cut =
			entry.added + entry.removed > 0 ? `the whole change has more than ${limits.changedLines} changed lines` : null;
		return {...entry, kind, hunks: [], cut};
	}
	const cut = section.lines > limits.linesPerFile ? `the first ${limits.linesPerFile} of ${section.lines} lines` : null;
	return {...entry, kind, hunks: section.hunks, cut};
};
