// `mosaic trust`: shows what came with the repository and would decide what runs here, and writes down that a person looked.
import {createInterface} from 'node:readline';
import {recordTrust, trustedDigest} from '../config/trust.ts';
import {Refused, refuse} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import {type Brought, broughtAlong, whyNotOwn} from '../engine/trust.ts';
import type {Context} from './context.ts';

/** Shows it and asks; `--yes` asks nothing. What is written down is the digest of what was shown. */
export const trustCommand = async (context: Context, {yes}: {readonly yes: boolean}): Promise<number> => {
	const {env, json, output} = context;
	const paths = context.paths();
	const brought = broughtAlong(paths, env);
	const foreign = whyNotOwn(brought);
	if (foreign) throw new Refused(foreign);
	const {digest, files} = brought;
	const known = digest === null || trustedDigest(paths.root, env) === digest;
	if (!json) output.print(shown(paths.root, brought, known));
	const trusted = known || yes || (!json && (await agreed(context)));
	if (trusted && !known) recordTrust(paths.root, digest, env, new Date());
	if (json) output.document('trust', {project: paths.root, files, digest, trusted});
	else if (!known) output.print('Trusted. When it changes, mosaic asks again.');
	return 0;
};

const shown = (root: string, {files, digest}: Brought, known: boolean): string => {
	if (digest === null) return `Nothing that came with the repository decides what runs in ${plainLine(root)}.`;
	return [
		`What came with the repository in ${plainLine(root)} and decides what runs here, as you:`,
		...files.flatMap(({name, lines}) => ['', name, ...lines.map((line) => `  ${line}`)]),
		'',
		...(known ? ['You trusted exactly this.'] : []),
	].join('\n');
};

const agreed = async ({stdin, stdout}: Context): Promise<boolean> => {
	if (!stdin.isTTY || !stdout.isTTY)
		return refuse('refused', 'not-agreed', 'nothing was written down. After you looked at it: `mosaic trust --yes`.');
	const lines = createInterface({input: stdin, output: stdout, terminal: false});
	stdout.write('Trust it? Type yes: ');
	const answer = await new Promise<string>((resolve) => {
		lines.once('line', resolve);
		lines.once('close', () => resolve(''));
	});
	lines.close();
	if (answer.trim().toLowerCase() === 'yes') return true;
	return refuse('refused', 'not-agreed', 'not trusted, so nothing of it runs. `mosaic trust` asks again.');
};
