// The tasks file as a commit shall have it: what the base has, with this one task marked done.
import {realpathSync} from 'node:fs';
import path from 'node:path';
import type {FileContent} from '../../git/build-commit.ts';
import {fileAt} from '../../git/build-commit.ts';
import {asText, mustLine, type Place} from '../../git/call.ts';
import {editStatus} from '../../tasks/edit.ts';

/** The tasks file with the mark, for a commit on top of `revision`; none where git does not track the file there. */
export const tasksFileIn = async (
	place: Place,
	revision: string,
	tasksFile: string,
	taskId: string,
): Promise<FileContent[]> => {
	const there = await tasksFileAt(place, revision, tasksFile);
	return there.map(({path: name, content}) => {
		const edited = editStatus(content.toString('utf8'), taskId, 'done', path.basename(tasksFile));
		// Where the mark cannot be written, the file in the commit is what the base has: no run changes it on the side.
		return {path: name, content: edited.kind === 'edited' ? edited.text : content};
	});
};

/** The tasks file as it stands in `revision`; none where git does not track it there. */
export const tasksFileAt = async (
	place: Place,
	revision: string,
	tasksFile: string,
): Promise<{readonly path: string; readonly content: Buffer}[]> => {
	const root = asText(await mustLine(place, ['rev-parse', '--show-toplevel']));
	const name = path.relative(realpathSync(root), realOr(tasksFile));
	if (name === '' || name.startsWith('..') || path.isAbsolute(name)) return [];
	const content = await fileAt(place, revision, name);
	return content === null ? [] : [{path: name, content}];
};

const realOr = (file: string): string => {
	try {
		return realpathSync(file);
	} catch {
		return file;
	}
};
