import {describe, expect, test} from 'vitest';
import type {LaunchOptions} from '../../src/runtimes/adapter.ts';
import {adapterOf} from '../../src/runtimes/adapters.ts';
import {submitPrompt} from '../../src/runtimes/submit.ts';
import {RUNTIMES} from './recordings.ts';

const SESSION = '11111111-2222-4333-8444-555555555555';
const options = (more: Partial<LaunchOptions> = {}): LaunchOptions => ({
	command: [],
	prompt: 'Do it.',
	cwd: '/work.d/x',
	sessionId: SESSION,
	resume: null,
	model: null,
	effort: null,
	permissions: null,
	allowedTools: [],
	trusted: false,
	...more,
});

describe('a launch', () => {
	test.each([
		['claude', ['claude', '-p', '--output-format', 'stream-json', '--verbose', '--session-id', SESSION, 'Do it.']],
		['codex', ['codex', 'exec', '--json', 'Do it.']],
		['gemini', ['gemini', '--session-id', SESSION, '-p', 'Do it.', '-o', 'stream-json']],
		['opencode', ['opencode', 'run', '--format', 'json', '--thinking']],
		['pi', ['pi', '-p', '--mode', 'json', '--session-id', SESSION, '--', 'Do it.']],
		['other', ['other', '-p', 'Do it.']],
	])('of %s without its screen', (name, argv) => {
		expect(adapterOf(name).headless(options()).argv).toEqual(argv);
	});

	test.each([
		['claude', ['claude', '--session-id', SESSION, 'Do it.']],
		['codex', ['codex', '--no-daemon', 'Do it.']],
		['gemini', ['gemini', '--session-id', SESSION, '-i', 'Do it.']],
		['opencode', ['opencode', '--prompt', 'Do it.']],
		['pi', ['pi', '--session-id', SESSION, '--', 'Do it.']],
		['other', ['other', '-p', 'Do it.']],
	])('of %s with its screen', (name, argv) => {
		expect(adapterOf(name).interactive(options()).argv).toEqual(argv);
	});

	test.each([
		['claude', ['--resume', 'S']],
		['codex', ['exec', 'resume']],
		['gemini', ['--resume', 'S']],
		['opencode', ['-s', 'S']],
		['pi', ['--session-id', 'S']],
	])('of %s that goes on with a session names it and takes no new id', (name, part) => {
		const launch = adapterOf(name).headless(options({resume: 'S'}));
		expect(launch.argv.join('\n')).toContain(part.join('\n'));
		expect(launch.argv).toContain('S');
		expect(launch.argv).not.toContain(SESSION);
		expect(launch.sessionId).toBe('S');
	});

	test('takes model, effort and permissions in the words of the program', () => {
		const asked = options({model: 'm', effort: 'high', permissions: 'edit', trusted: true});
		const argv = (name: string) => adapterOf(name).headless(asked).argv.join(' ');
		expect(argv('claude')).toContain('--model m --effort high --permission-mode acceptEdits');
		expect(argv('codex')).toContain(
			'-c sandbox_mode="workspace-write" -c approval_policy="never" -c model_reasoning_effort="high" ' +
				'-c projects={"/work.d/x"={trust_level="trusted"}} -m m',
		);
		expect(argv('gemini')).toContain('-m m --approval-mode auto_edit --skip-trust');
		expect(argv('opencode')).toContain('-m m --variant high');
		expect(argv('pi')).toContain('--model m --thinking high --approve');
		expect(adapterOf('opencode').headless(asked).env).toEqual({
			OPENCODE_PERMISSION: '{"edit":"allow","bash":"ask","webfetch":"ask","external_directory":"ask"}',
		});
	});

	test('says what was asked for and cannot be had', () => {
		const asked = options({model: 'm', effort: 'high', permissions: 'ask', allowedTools: ['x'], resume: 's'});
		const lacking = (name: string) => [...adapterOf(name).headless(asked).unsupported].sort();
		expect(lacking('claude')).toEqual([]);
		expect(lacking('codex')).toEqual(['allowed tools']);
		expect(lacking('gemini')).toEqual(['effort']);
		expect(lacking('opencode')).toEqual(['allowed tools']);
		expect(lacking('pi')).toEqual(['allowed tools', 'permissions']);
		expect(lacking('other')).toEqual(['allowed tools', 'effort', 'model', 'permissions', 'resume']);
	});

	test('of a wrapper begins with the wrapper', () => {
		for (const name of RUNTIMES) {
			const {argv} = adapterOf(name).headless(options({command: ['nice', '-n', '5', name]}));
			expect(argv.slice(0, 4)).toEqual(['nice', '-n', '5', name]);
		}
	});

	test.each(['--dangerously-skip-permissions', '@/etc/passwd', '/compact', '!rm -rf .', ' -x'])(
		'with a prompt that begins like %j makes no option, command or file of it',
		(prompt) => {
			for (const name of RUNTIMES)
				for (const launch of [
					adapterOf(name).headless(options({prompt})),
					adapterOf(name).interactive(options({prompt})),
				]) {
					expect([...launch.argv, launch.input]).toContain(`Prompt:\n${prompt}`);
					expect(launch.argv).not.toContain(prompt);
				}
		},
	);

	test('of opencode without its screen has the prompt on its input: of an argument it makes words of a shell', () => {
		const {input, stdin} = adapterOf('opencode').headless(options({prompt: 'Say "it" \\ now.'}));
		expect({input, stdin}).toEqual({input: 'Say "it" \\ now.', stdin: 'ignore'});
	});

	test('of an unknown program puts the prompt where its command says', () => {
		const command = ['agent', '--task', '{prompt}', '--fast'];
		expect(adapterOf('agent').headless(options({command})).argv).toEqual(['agent', '--task', 'Do it.', '--fast']);
	});
});

describe('a prompt that is typed', () => {
	test('is pasted whole, and entered by a key of its own a moment later', () => {
		expect(submitPrompt('one\r\ntwo')).toEqual([
			{text: '\u001b[200~one\ntwo\u001b[201~', afterMs: 0},
			{text: '\r', afterMs: 300},
		]);
	});

	test('cannot end its own paste or press keys', () => {
		const [paste] = submitPrompt('a\u001b[201~\r\u0003b\u009b201~');
		expect(paste?.text).toBe('\u001b[200~a[201~\nb201~\u001b[201~');
	});
});
