// Commits made from trees: no index, no working tree, no hooks.
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {no} from './answer.ts';
import {call, must, mustLine, type Place, parts} from './call.ts';

/** A file whose content in a commit is decided by mosaic: the tasks file with its mark. `path` is relative to the root. */
export type FileContent = {readonly path: string; readonly content: string | Uint8Array};

export type CommitRequest = {
	readonly tree: string;
	readonly parents: readonly string[];
	readonly message: string;
	/** The commit's time. The same request at the same time gives the same commit, unless it is signed. */
	readonly at: Date;
};

/** Makes a commit and gives its id. No ref moves. Refused when git does not know who commits, or cannot sign. */
export const buildCommit = async (place: Place, {tree, parents, message, at}: CommitRequest): Promise<string> => {
	const date = `${Math.floor(at.getTime() / 1000)} +0000`;
	const signs = (await call(place, ['config', '--type=bool', 'commit.gpgSign'])).stdout.trim() === 'true';
	const args = ['-c', 'user.useConfigOnly=true', '-c', 'i18n.commitEncoding=UTF-8', 'commit-tree'];
	const origin = parents.flatMap((parent) => ['-p', parent]);
	return mustLine(place, [...args, ...origin, ...(signs ? ['-S'] : []), '-F', '-', tree], {
		input: cleanMessage(message),
		extraEnv: {GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date},
	});
};

/** A commit's message: no control characters, no blanks at line ends, one line end at the end, never empty. */
export const cleanMessage = (message: string): string => {
	const text = message
		.replace(/\r\n?/g, '\n')
		.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
		.replace(/[\t ]+$/gm, '')
		.replace(/^\n+/, '')
		.trimEnd();
	return `${text === '' ? 'A task was done' : text}\n`;
};

/** `tree` with these files' contents; their modes are kept. The same tree where nothing differs. */
export const treeWithFiles = async (place: Place, tree: string, files: readonly FileContent[]): Promise<string> => {
	if (files.length === 0) return tree;
	const entries: string[] = [];
	for (const file of files) {
		const name = treePath(file.path);
		const mode = (await entryAt(place, tree, name))?.mode ?? '100644';
		const args = ['hash-object', '-w', '--stdin', '--path', file.path];
		entries.push(`${mode} ${await mustLine(place, args, {input: file.content})}\t${name}`);
	}
	return editTree(place, tree, entries);
};

/** `tree` with these paths as they are in `other`: replaced where they are there, taken out where they are not. */
export const treeWithPathsOf = async (
	place: Place,
	tree: string,
	other: string,
	names: readonly string[],
): Promise<string> => {
	if (names.length === 0) return tree;
	const entries: string[] = [];
	for (const text of names) {
		const name = treePath(text);
		const entry = await entryAt(place, other, name);
		entries.push(entry ? `${entry.mode} ${entry.object}\t${name}` : `0 ${'0'.repeat(40)}\t${name}`);
	}
	return editTree(place, tree, entries);
};

/** The bytes of a file in a revision, or null where it is not there. */
export const fileAt = async (place: Place, revision: string, file: string): Promise<Buffer | null> => {
	const entry = await entryAt(place, revision, treePath(file));
	if (entry === null) return null;
	return Buffer.from(await must(place, ['cat-file', 'blob', entry.object]), 'latin1');
};

const entryAt = async (place: Place, tree: string, name: string) => {
	const args = [
		'--literal-pathspecs',
		'ls-tree',
		'-z',
		'--full-tree',
		tree,
		'--',
		Buffer.from(name, 'latin1').toString(),
	];
	const [entry] = parts(await must(place, args));
	const match = /^(\d+) (?:blob|commit) (\w+)\t/.exec(entry ?? '');
	return match ? {mode: match[1] as string, object: match[2] as string} : null;
};

/** A path as git's trees have it, in latin1. */
const treePath = (file: string): string => {
	const inTree = file.split(path.sep).join('/');
	const segments = inTree.split('/');
	if (segments.some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git'))
		throw no('outside', `"${file}" is no path within the repository.`, 'usage');
	return Buffer.from(inTree).toString('latin1');
};

const editTree = async (place: Place, tree: string, entries: readonly string[]): Promise<string> => {
	const scratch = mkdtempSync(path.join(tmpdir(), 'mosaic-tree-'));
	const extraEnv = {GIT_INDEX_FILE: path.join(scratch, 'index')};
	try {
		await must(place, ['read-tree', tree], {extraEnv});
		const input = Buffer.from(entries.map((entry) => `${entry}\0`).join(''), 'latin1');
		await must(place, ['update-index', '-z', '--add', '--index-info'], {extraEnv, input});
		return await mustLine(place, ['write-tree'], {extraEnv});
	} finally {
		rmSync(scratch, {recursive: true, force: true});
	}
};
