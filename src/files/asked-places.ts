// The places that a path of an agent's may mean. Tools read paths differently: some take `~` for the home, or an `@` for
// nothing, and the system follows links that the words do not show. A rule has to hold for each of these places.
import {readlinkSync, realpathSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {errorCode} from '../domain/errors.ts';

/** Links that lead to links; more of them are a ring. */
const MOST_LINKS = 40;

/**
 * All that `file` may mean to a tool that works in `cwd`: relative where it lies within, else absolute; without `..`. The
 * first one is as the words say. Empty where the system does not tell where a link leads.
 */
export const askedPlaces = (cwd: string, file: string): readonly string[] => {
	const places = readings(file).flatMap((words) => placesOf(cwd, words));
	return places.includes(null) ? [] : [...new Set(places as string[])];
};

/** So many files of one request are looked at. */
const MOST_FILES = 99;

/** The places of all files of one request; none where one of them is not known, or might be the next after too many. */
export const allAskedPlaces = (cwd: string, files: readonly string[]): readonly string[] => {
	const places = files.length > MOST_FILES ? [[]] : files.map((file) => askedPlaces(cwd, file));
	return places.some((few) => few.length === 0) ? [] : places.flat();
};

const readings = (file: string): string[] => {
	const [first] = file;
	if (first === '~') return [file, path.join(homedir(), file.slice(1))];
	if (first === '@') return [file, ...readings(file.slice(1))];
	return /^file:/i.test(file) ? [file, pathOfUrl(file)] : [file];
};

const pathOfUrl = (url: string): string => {
	try {
		return fileURLToPath(url);
	} catch {
		return '/';
	}
};

const placesOf = (cwd: string, file: string): (string | null)[] => {
	const plain = path.resolve(cwd, file);
	const root = realPlace(cwd, 0) ?? cwd;
	// With `..` behind a link the system goes another way than the words.
	const ways = [plain, ...(file.includes('..') ? [path.isAbsolute(file) ? file : `${cwd}/${file}`] : [])];
	const real = ways.map((way) => {
		const place = realPlace(way, 0);
		return place === null ? null : within(root, place);
	});
	return [within(cwd, plain), ...real];
};

const within = (root: string, file: string): string => {
	const relative = path.relative(root, file);
	return relative === '..' || relative.startsWith(`..${path.sep}`) ? file : relative;
};

/** Where the system would put a file: through links, also one whose end is not there yet. Null where it does not say. */
const realPlace = (file: string, links: number): string | null => {
	try {
		return realpathSync.native(file);
	} catch (error) {
		if (errorCode(error) !== 'ENOENT' || links === MOST_LINKS) return null;
	}
	const target = linkTarget(file);
	const slash = file.replace(/\/+$/, '').lastIndexOf('/');
	const folder = slash <= 0 ? '/' : file.slice(0, slash);
	if (target !== null) return realPlace(path.isAbsolute(target) ? target : `${folder}/${target}`, links + 1);
	const real = folder === file ? null : realPlace(folder, links);
	return real === null ? null : path.join(real, file.slice(slash + 1));
};

const linkTarget = (file: string): string | null => {
	try {
		return readlinkSync(file);
	} catch {
		return null;
	}
};
