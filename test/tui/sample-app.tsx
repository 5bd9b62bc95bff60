// The TUI over a scripted controller, to drive it in a PTY and to look at it by hand (bundle it as pty-app.ts does).
import {NO_MODES} from '../../src/domain/screen.ts';
import {mountTui} from '../../src/tui/mount.tsx';
import {FakeController} from '../support/fake-controller.ts';
import {sampleScreen, sampleWorld} from './sample-world.ts';

const controller = new FakeController(sampleWorld(Date.now()));
const brokenWorld = (message: string) => {
	const world = controller.state();
	const missions = world.missions.map((mission) => ({
		...mission,
		detail:
			mission.detail &&
			Object.defineProperty({...mission.detail}, 'branch', {
				get: () => {
					throw new Error(message);
				},
			}),
	}));
	return {...world, missions};
};
const screen = controller.screen('sess-003');
screen.show({lines: sampleScreen, cursor: {x: 36, y: 18, visible: true}});
if (process.env.SAMPLE_MODES) screen.show({modes: {...NO_MODES, bracketedPaste: true, applicationCursor: true}});
// What the tests let happen while the TUI is up: pressing s asks for a start, and then…
const onDispatch = (): void => {
	const {SAMPLE_SELF_SIGNAL: signal, SAMPLE_THROW: message, SAMPLE_DRAW_THROW: drawing} = process.env;
	// The header alone reads the branch: this is thrown where React draws it.
	if (drawing) controller.set(brokenWorld(drawing));
	if (signal) process.kill(process.pid, signal);
	if (message)
		setImmediate(() => {
			throw new Error(message);
		});
};
controller.screen('sess-004').show({lines: ['Shall I overwrite src/screen.ts? (y/n)']});
controller.screen('sess-001').show({lines: ['All tests pass.', 'Done.'], status: 'ended'});
controller.screen('sess-002').show({lines: ['Segmentation'], status: 'lost'});
controller.answer = (command) => {
	onDispatch();
	return command.type === 'task.start'
		? {
				ok: false,
				refusal: {
					kind: 'refused',
					code: 'live',
					message: 'sess-003 (pid 4711) works in this checkout. Attach to it or stop it.',
				},
			}
		: {ok: true, message: `${command.type} done.`};
};
await mountTui(controller, {stdin: process.stdin, stdout: process.stdout, env: process.env});
console.log('bye');
