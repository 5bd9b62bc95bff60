// A bare remote beside a workshop, and a scripted `gh` that has its pull requests in a file.
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {gitIn, type Workshop} from './workshop.ts';

/** Gives the workshop a bare `origin` that has its main. */
export const addRemote = (place: Workshop): string => {
	const remote = path.join(place.home, 'remote.git');
	execFileSync('git', ['init', '-q', '--bare', '-b', 'main', remote], {env: place.env});
	gitIn(place, 'remote', 'add', 'origin', remote);
	gitIn(place, 'push', '-q', 'origin', 'main');
	return remote;
};

/** The branches of the remote and the commits they are at. */
export const remoteBranches = (place: Workshop): Record<string, string> =>
	Object.fromEntries(
		gitIn(place, 'ls-remote', '--heads', 'origin')
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => line.split('\t'))
			.map(([commit = '', name = '']) => [name.replace('refs/heads/', ''), commit]),
	);

export type Pull = Record<string, unknown> & {headRefName: string; state: string; reviews?: object[]};
type State = {pulls: Pull[]; log: string[][]};

/** Puts a scripted `gh` on the workshop's path; `env` goes to the mosaic that runs. */
export const addGh = (place: Workshop, remote: string) => {
	const file = path.join(place.home, 'gh.json');
	const read = (): State => JSON.parse(readFileSync(file, 'utf8'));
	writeFileSync(file, JSON.stringify({remote, pulls: [], log: []}));
	const script = path.resolve(import.meta.dirname, '../git/scripted-gh.mjs');
	const gh = path.join(place.folder, 'bin', 'gh');
	// One at a time: a test that reviews must not lose what gh writes at the same moment.
	const locked = `exec flock '${file}.lock' '${process.execPath}' '${script}' "$@"`;
	writeFileSync(gh, `#!/bin/sh\n${locked}\n`, {mode: 0o755});
	return {
		env: {GH_STATE: file},
		pulls: () => read().pulls,
		asked: (what: string) => read().log.filter((args) => args.slice(0, 2).join(' ') === what).length,
		/** Changes the first pull request, as GitHub would after a person or a check did something. */
		change: (fields: object) => {
			execFileSync('flock', [
				`${file}.lock`,
				process.execPath,
				'-e',
				`const fs=require('fs');const [f,c]=process.argv.slice(1);const s=JSON.parse(fs.readFileSync(f));Object.assign(s.pulls[0],JSON.parse(c));fs.writeFileSync(f+'.new',JSON.stringify(s));fs.renameSync(f+'.new',f)`,
				file,
				JSON.stringify(fields),
			]);
		},
	};
};
