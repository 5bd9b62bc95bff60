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
	const root = asText(await mustLine(place, ['rev-parse', '--show-toplevel']));
	const name = path.relative(realpathSync(root), realOr(tasksFile));
	if (name === '' || name.startsWith('..') || path.isAbsolute(name)) return [];
	const bytes = await fileAt(place, revision, name);
	if (bytes === null) return [];
	const text = bytes.toString('utf8');
	const edited = editStatus(text, taskId, 'done', path.basename(tasksFile));
	// Where the mark cannot be written, the file in the commit is what the base has: no run changes it on the side.
	return [{path: name, content: edited.kind === 'edited' ? edited.text : bytes}];
};

const realOr = (file: string): string => {
	try {
		return realpathSync(file);
	} catch {
		return file;
	}
};
