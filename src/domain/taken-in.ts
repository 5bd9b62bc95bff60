import type {TakenIn} from './artifact.ts';

/** What taking in a moved base came to, in one line; the caller cleans it. */
export const takenInText = ({base, files, again}: Pick<TakenIn, 'base' | 'files' | 'again'>): string => {
	const same = files.length === 0 ? '' : `, which changed ${some(files)} too`;
	return `${base.branch} had moved to ${base.commit.slice(0, 10)}${same}; ${again.join(', ')} ${again.length === 1 ? 'looks' : 'look'} at both together`;
};

const some = (files: readonly string[]): string =>
	`${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''}`;
