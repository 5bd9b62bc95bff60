// The terminal after mosaic is the one before it: its settings by `stty -g`, its screen, its modes.
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openPty} from '../../src/sessions/pty.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {processesWith, processMark} from '../support/marked-processes.ts';
import {mosaic, mosaicBin} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = '| id | status | description |\n|---|---|---|\n| T1 | not-started | Dig the well |\n';

const inWell = async (): Promise<ScratchProject> => {
	const project = scratchProject({'TASKS.md': TASKS});
	await mosaic(project, ['init', '--name', 'Well']);
	return project;
};

/** A shell that says its terminal's settings before and after mosaic, which Node starts with these options. */
const aroundMosaic = async (project: ScratchProject, options = '') => {
	const mark = processMark();
	const size = {cols: 100, rows: 30};
	const env = {...project.env, TERM: 'xterm-256color', [mark.name]: mark.value, OPTIONS: options};
	// Settings that are not the usual ones: to set those would not be to give them back.
	const line = `stty -ixon susp undef; trap : INT TERM HUP QUIT
printf 'text from before\\nbefore %s\\n' "$(stty -g)"; NODE_OPTIONS="$OPTIONS" '${process.execPath}' '${mosaicBin()}'; printf 'after %s\\n' "$(stty -g)"; read -r x`;
	const pty = openPty({argv: ['sh', '-c', line], cwd: project.root, env, size});
	const screen = createScreen({size, onReply: pty.write});
	let seen = '';
	pty.onData((bytes) => {
		seen += bytes.toString('utf8');
		screen.write(bytes);
	});
	const text = () => screen.text().join('\n');
	await until('the lists', () => text().includes('? more'));
	const pid = processesWith(mark.entry).find(({command}) =>
		command.startsWith(`${process.execPath} ${mosaicBin()}`),
	)?.pid;
	if (pid === undefined) throw new Error('mosaic is not running');
	return {
		pty,
		screen,
		text,
		bytes: () => seen,
		pid,
		settings: (when: string) => new RegExp(`^${when} (\\S+)$`, 'm').exec(text())?.[1],
	};
};

test.each(['q', 'SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)('%s', async (end) => {
	const {pty, screen, text, pid, settings} = await aroundMosaic(await inWell());
	if (end === 'q') pty.write('q');
	else process.kill(pid, end);
	await until('the settings afterwards', () => settings('after'));
	expect(settings('after')).toBe(settings('before'));
	expect(text()).toContain('text from before');
	expect(screen.modes()).toMatchObject({
		alternateScreen: false,
		bracketedPaste: false,
		mouse: 'none',
		keyboardFlags: 0,
	});
	expect(screen.cursor().visible).toBe(true);
	pty.close();
});

/** Throws in mosaic itself when it is asked to: an error that nobody expected. */
const THROWING = `--import=data:text/javascript,process.on('SIGUSR2',()=>{throw(new(Error)('boom'))})`;

test.each(['SIGTERM', 'SIGHUP', 'uncaught exception'] as const)(
	'%s, while an agent that changed everything is typed into',
	async (end) => {
		const project = await inWell();
		const everything = `printf '\\033[?1003h\\033[?1016h\\033[?1004h\\033[?2004h\\033[?1h\\033=\\033[>5u\\033[3 q\\033]2;Mine\\007\\033[?25lall of it\\n'; read -r x`;
		onTestFinished(async () => void (await mosaic(project, ['stop', 'sess-001'])));
		await mosaic(project, ['run', 'T1', '--detach', '--', 'sh', '-c', everything]);
		const folder = path.join(project.env.XDG_CONFIG_HOME as string, 'mosaic');
		mkdirSync(folder, {recursive: true});
		writeFileSync(path.join(folder, 'config.json'), JSON.stringify({terminal: {titles: 'allow'}}));
		const {screen, text, bytes, pty, pid} = await aroundMosaic(project, end === 'uncaught exception' ? THROWING : '');
		pty.write('a');
		await until('what the agent set', () => screen.modes().keyboardFlags === 5 && text().includes('all of it'));
		await until('the title', () => bytes().includes('\u001b]2;sess-001 Mine'));
		expect(screen.modes()).toMatchObject({mouse: 'any', focusEvents: true, applicationKeypad: true});
		process.kill(pid, end === 'uncaught exception' ? 'SIGUSR2' : end);
		await until('the settings afterwards', () => /^after \S+$/m.test(text()));
		expect(text()).toContain('text from before');
		expect(screen.modes()).toMatchObject({
			...{alternateScreen: false, bracketedPaste: false, mouse: 'none', mouseEncoding: 'default'},
			...{keyboardFlags: 0, focusEvents: false, applicationCursor: false, applicationKeypad: false},
		});
		expect(screen.cursor().visible).toBe(true);
		// The cursor's shape is never changed, and the window has its own name again.
		expect(bytes()).not.toMatch(/\u001b\[\d* q/);
		expect(bytes()).toContain('\u001b[23;2t');
		pty.close();
	},
);
