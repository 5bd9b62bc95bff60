// A stand-in for `gh`: pull requests in a JSON file, merged for real in the bare repository that serves as GitHub.
// GH_STATE names the file: {pulls: [...], log: [argv], failNext: words, refuseMerge: words, queue: bool}.
import {execFileSync} from 'node:child_process';
import {readFileSync, renameSync, writeFileSync} from 'node:fs';

const file = process.env.GH_STATE;
const state = JSON.parse(readFileSync(file, 'utf8'));
const args = process.argv.slice(2);
state.log.push(args);
const option = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const git = (...argv) => execFileSync('git', argv, {cwd: state.remote, encoding: 'utf8'}).trim();
// Whole at any moment: the test reads it without a lock.
const save = () => {
	writeFileSync(`${file}.new`, JSON.stringify(state));
	renameSync(`${file}.new`, file);
};
const fail = (words, code = 1) => {
	save();
	process.stderr.write(`${words}\n`);
	process.exit(code);
};
const seen = (pull) => {
	const head = pull.state === 'OPEN' ? git('rev-parse', `refs/heads/${pull.headRefName}`) : pull.headRefOid;
	return {...pull, headRefOid: head};
};
const pick = (pull) => Object.fromEntries((option('json') ?? '').split(',').map((field) => [field, seen(pull)[field]]));

if (state.failNext) {
	const words = state.failNext;
	state.failNext = null;
	fail(words, /auth login/.test(words) ? 4 : 1);
}
const command = args.slice(0, 2).join(' ');
const pull = state.pulls.find(({number}) => String(number) === args[2]);
if (command === 'pr list') {
	process.stdout.write(JSON.stringify(state.pulls.filter((one) => one.headRefName === option('head')).map(pick)));
} else if (command === 'pr create') {
	if (state.pulls.some((one) => one.headRefName === option('head') && one.state === 'OPEN'))
		fail('a pull request already exists');
	const number = state.pulls.length + 1;
	state.pulls.push({
		number,
		url: `https://github.example/o/r/pull/${number}`,
		state: 'OPEN',
		isDraft: false,
		headRefName: option('head'),
		headRefOid: git('rev-parse', `refs/heads/${option('head')}`),
		baseRefName: option('base'),
		isCrossRepository: false,
		mergeable: 'MERGEABLE',
		reviewDecision: '',
		statusCheckRollup: [],
		mergeCommit: null,
		title: option('title'),
		body: readFileSync(option('body-file'), 'utf8'),
	});
	if (state.dieAfterCreate) fail('connection lost');
	process.stdout.write(`https://github.example/o/r/pull/${number}\n`);
} else if (command === 'pr view') {
	process.stdout.write(JSON.stringify(pick(pull)));
} else if (command === 'pr merge') {
	if (state.refuseMerge) fail(state.refuseMerge);
	if (seen(pull).headRefOid !== option('match-head-commit')) fail('head branch was modified');
	if (!state.queue) {
		pull.headRefOid = seen(pull).headRefOid;
		pull.state = 'MERGED';
		pull.mergeCommit = {oid: pull.headRefOid};
		git('update-ref', `refs/heads/${pull.baseRefName}`, pull.headRefOid);
	}
} else fail(`unknown command ${command}`);
save();
