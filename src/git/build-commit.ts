// Commits made from trees: no index, no working tree, no hooks.
import {call, must, mustLine, type Place} from './call.ts';
import {entryAt, treePath, withEntry} from './tree-edit.ts';

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
const cleanMessage = (message: string): string => {
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
	let made = tree;
	for (const file of files) {
		const name = treePath(file.path);
		const there = await entryAt(place, made, name);
		const mode = there?.mode === '100755' ? '100755' : '100644';
		const args = ['hash-object', '-w', '--stdin', '--path', file.path];
		const object = await mustLine(place, args, {input: file.content});
		if (there?.object !== object || there.mode !== mode) made = await withEntry(place, made, name, {mode, object});
	}
	return made;
};

/** `tree` with these paths as they are in `other`: replaced where they are there, taken out where they are not. */
export const treeWithPathsOf = async (
	place: Place,
	tree: string,
	other: string,
	names: readonly string[],
): Promise<string> => {
	let made = tree;
	for (const text of names) {
		const name = treePath(text);
		const [here, there] = [await entryAt(place, made, name), await entryAt(place, other, name)];
		if (here?.object !== there?.object || here?.mode !== there?.mode) made = await withEntry(place, made, name, there);
	}
	return made;
};

/** The bytes of a file in a revision, or null where it is not there. */
export const fileAt = async (place: Place, revision: string, file: string): Promise<Buffer | null> => {
	const entry = await entryAt(place, revision, treePath(file));
	if (entry === null) return null;
	return Buffer.from(await must(place, ['cat-file', 'blob', entry.object]), 'latin1');
};
