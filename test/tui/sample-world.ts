// A world with something of everything, for drawings and for looking at the TUI by hand.
import type {ControlState} from '../../src/domain/controller.ts';
import {aMission, aSession, aTask, aWorld} from '../support/fake-controller.ts';

const M1 = 'M1: Foundations';
const M2 = 'M2: 画面と入力 🎛️';

/** Two missions and one that cannot be read; `now` is the clock that live sessions started before. */
export const sampleWorld = (now = Date.parse('2026-01-01T12:04:30Z')): ControlState => {
	const startedAt = new Date(now - 270_000).toISOString();
	const tasks = [
		aTask({
			id: 'T1',
			title: 'Lay the ground: strict compiler, linter, tests',
			milestone: M1,
			status: 'done',
			line: 5,
			ready: false,
			whyNotStart: 'T1 is done.',
			whyNotDone: 'T1 is done.',
		}),
		aTask({
			id: 'T2',
			title: 'Read every shape of tasks file',
			milestone: M1,
			status: 'in-progress',
			line: 6,
			ready: false,
			liveSessionId: 'sess-003',
			whyNotStart: 'sess-003 (pid 4711) works on T2.',
			whyNotResume: 'sess-003 (pid 4711) works on T2.',
		}),
		aTask({
			id: 'T3',
			title: 'Write one cell without touching another byte',
			milestone: M1,
			line: 7,
			dependsOn: ['T1'],
			verify: 'npm test',
		}),
		aTask({
			id: 'T4',
			title: '同じ行に日本語と絵文字 👩‍🚀 を混ぜても列が崩れない、とても長い題名の例です',
			milestone: M2,
			line: 9,
			dependsOn: ['T2', 'T3'],
			waitingFor: ['T2', 'T3'],
			whyNotStart: 'T4 waits for T2, T3.',
		}),
		aTask({
			id: 'T5',
			title: 'Compositor 🚀 with ❤️ and 👍🏽 in its title',
			milestone: M2,
			line: 10,
			status: 'review',
			ready: false,
			whyNotStart: 'T5 is in review.',
		}),
		aTask({
			id: 'T6',
			title: 'A title with \u001b[31mescapes\u0007 and \u202eright-to-left marks',
			milestone: M2,
			line: 11,
			status: 'failed',
			ready: false,
			whyNotStart: 'T6 is failed.',
			whyNotResume: null,
		}),
		aTask({
			id: 'T7',
			title: 'Not wanted any more',
			milestone: M2,
			line: 12,
			status: 'cancelled',
			ready: false,
			whyNotStart: 'T7 is cancelled.',
		}),
		aTask({
			id: 'P0-1',
			title: 'Blocked by the outside',
			milestone: M2,
			line: 13,
			status: 'blocked',
			ready: false,
			whyNotStart: 'P0-1 is blocked.',
		}),
	];
	const sessions = [
		aSession({
			id: 'sess-004',
			taskId: 'T5',
			taskTitle: 'Compositor',
			state: 'waiting',
			runtime: 'codex',
			message: 'Shall I overwrite src/screen.ts? (y/n)',
			startedAt,
		}),
		aSession({id: 'sess-003', taskId: 'T2', taskTitle: 'Read every shape of tasks file', startedAt}),
		aSession({id: 'sess-002', taskId: 'T6', taskTitle: 'A title', state: 'crashed', signal: 'SIGKILL', exitCode: null}),
		aSession({id: 'sess-001', taskId: 'T1', taskTitle: 'Lay the ground', state: 'done'}),
	];
	const opened = aMission(
		{project: '/home/me/mosaic', name: 'Mission control'},
		{tasks, sessions, problems: [{line: 20, message: 'x'}]},
	);
	const other = aMission(
		{
			project: '/home/me/shop',
			name: '通販サイトの改修 🛒 second quarter',
			progress: {done: 12, total: 120, pct: 10},
			liveSessions: 2,
			waitingSessions: 1,
		},
		null,
	);
	const broken = aMission(
		{
			project: '/home/me/old',
			name: 'old',
			error: 'mission.json: milestones.0.status: invalid. Mend or remove the file.',
		},
		null,
	);
	return aWorld([opened, other, broken]);
};

/** The rows of an agent at work. */
export const sampleScreen: readonly string[] = [
	'● Reading src/tasks/parse.ts',
	'  ⎿ 214 lines',
	'● Running npm test',
	...Array.from({length: 14}, (_, index) => `  ✓ test ${index + 1} 画面の行 ok`),
	'╭──────────────────────────────────────────────────────────────────────────╮',
	'│ > Shall I overwrite src/screen.ts?                                        │',
	'╰──────────────────────────────────────────────────────────────────────────╯',
];
