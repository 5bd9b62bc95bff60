// The TUI over a scripted controller, to look at it by hand and to drive it in a PTY:
// node_modules/.bin/node --import ./test/tui/strip-jsx.mjs test/tui/sample-app.tsx
import {mountTui} from '../../src/tui/mount.tsx';
import {FakeController} from '../support/fake-controller.ts';
import {sampleScreen, sampleWorld} from './sample-world.ts';

const controller = new FakeController(sampleWorld(Date.now()));
const screen = controller.screen('sess-003');
screen.show({lines: sampleScreen, cursor: {x: 36, y: 18, visible: true}});
controller.screen('sess-004').show({lines: ['Shall I overwrite src/screen.ts? (y/n)']});
controller.screen('sess-001').show({lines: ['All tests pass.', 'Done.'], status: 'ended'});
controller.screen('sess-002').show({lines: ['Segmentation'], status: 'lost'});
controller.answer = (command) =>
	command.type === 'task.start'
		? {
				ok: false,
				refusal: {
					kind: 'refused',
					code: 'live',
					message: 'sess-003 (pid 4711) works in this checkout. Attach to it or stop it.',
				},
			}
		: {ok: true, message: `${command.type} done.`};
await mountTui(controller, {stdin: process.stdin, stdout: process.stdout, env: process.env});
console.log('bye');
