// Changes by which checks can come to pass without the work being better: what they run was changed, or tests are gone. Told by
// names alone, and so cheap; a test that was emptied in its file is not seen.
import path from 'node:path';
import type {WatchedChanges} from '../domain/artifact.ts';
import {fileAt} from './build-commit.ts';
import {asText, must, type Place, parts} from './call.ts';

/** So many of each are named. */
const NAMED = 50;

type Range = {
	readonly from: string;
	readonly to: string;
	/** The words of the commands that check the work. */
	readonly words: readonly string[];
};

/** The watched changes between two commits; undefined where there are none. */
export const watchedChanges = async (place: Place, {from, to, words}: Range): Promise<WatchedChanges | undefined> => {
	const args = ['diff', '--name-status', '-z', '-M', '--no-ext-diff', '--no-textconv', from, to];
	const changes = changesIn(parts(await must(place, args)));
	const checks: string[] = [];
	for (const {before, after} of changes) {
		const name = before ?? after ?? '';
		// A new file that a check is to look at is the work itself.
		if (!decidesChecks(name, before === null ? [] : words)) continue;
		if (path.basename(name) === 'package.json' && before === after && (await sameScripts(place, from, to, name)))
			continue;
		checks.push(name);
	}
	const tests = changes.flatMap(({before, after}) =>
		before !== null && isTest(before) && (after === null || !isTest(after)) ? [before] : [],
	);
	if (checks.length === 0 && tests.length === 0) return undefined;
	return {checks: checks.slice(0, NAMED), tests: tests.slice(0, NAMED)};
};

type Change = {readonly before: string | null; readonly after: string | null};

/** What `--name-status -z` prints: a letter and a path, or a letter with a number and two. */
const changesIn = (fields: readonly string[]): Change[] => {
	const changes: Change[] = [];
	for (let index = 0; index + 1 < fields.length; index += 2) {
		const [letter, first] = [fields[index]?.charAt(0), asText(fields[index + 1] ?? '')];
		if (letter === 'R' || letter === 'C') {
			const second = asText(fields[index + 2] ?? '');
			changes.push({before: letter === 'R' ? first : null, after: second});
			index++;
		} else changes.push({before: letter === 'A' ? null : first, after: letter === 'D' ? null : first});
	}
	return changes;
};

const SETTINGS =
	/^(?:package\.json|(?:gnu)?makefile|.*\.mk|justfile|taskfile\.ya?ml|rakefile|tox\.ini|noxfile\.py|pytest\.ini|conftest\.py|setup\.cfg|pyproject\.toml|\.?mocharc\..*|(?:jest|vitest|vite|karma|playwright|cypress|ava|eslint|biome|tsconfig|rollup|webpack|babel)(?:\.[\w.-]+)?\.(?:c|m)?(?:js|ts|json|jsonc)|\.eslintrc.*|\.rspec|phpunit\.xml.*|cargo\.toml|go\.mod|pom\.xml|build\.gradle.*|cmakelists\.txt|\.gitlab-ci\.yml)$/i;

/** Whether a file says what checks run: by its name, by standing in their words, or as a workflow of the forge. */
const decidesChecks = (name: string, words: readonly string[]): boolean =>
	SETTINGS.test(path.basename(name)) ||
	name.startsWith('.github/workflows/') ||
	words.some((word) => isNamedBy(name, word));

const isNamedBy = (name: string, word: string): boolean => {
	const bare = path.posix.normalize(word);
	return bare !== '.' && !bare.startsWith('..') && (name === bare || (bare.includes('.') && name.endsWith(`/${bare}`)));
};

/** Whether a file is a test by the conventions of the usual languages. */
const isTest = (name: string): boolean =>
	/(?:^|\/)(?:tests?|__tests__|specs?|e2e)\//i.test(name) ||
	/(?:[._-](?:test|spec)s?\.[a-z]+|^test_[^/]*\.py|(?:Test|Tests|Spec)\.[a-z]+)$/.test(path.posix.basename(name));

const sameScripts = async (place: Place, from: string, to: string, name: string): Promise<boolean> => {
	const [before, after] = [await scriptsAt(place, from, name), await scriptsAt(place, to, name)];
	return before !== null && before === after;
};

const scriptsAt = async (place: Place, revision: string, name: string): Promise<string | null> => {
	const bytes = await fileAt(place, revision, name);
	try {
		const {scripts} = JSON.parse(bytes?.toString('utf8') ?? '') as {scripts?: unknown};
		return JSON.stringify(scripts ?? {});
	} catch {
		return null;
	}
};
