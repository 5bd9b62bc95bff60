import {expect, onTestFinished, test, vi} from 'vitest';
import {DEFAULT_WALL} from '../../../src/domain/wall-policy.ts';
import {Ui} from '../../../src/tui/ui.ts';
import {WallGuard} from '../../../src/tui/wall/guard.ts';
import {FakeController} from '../../support/fake-controller.ts';
import {sampleWorld} from '../sample-world.ts';

/** A TUI over the sample world, whose clock stands still unless it is moved. */
const start = () => {
	vi.useFakeTimers({now: 1_000_000});
	onTestFinished(() => void vi.useRealTimers());
	const controller = new FakeController(sampleWorld(1_000_000));
	const ui = new Ui(controller, {cols: 120, rows: 40}, {quit: () => {}, mirror: () => {}, now: Date.now});
	let written = '';
	const guard = new WallGuard(controller, ui, {
		policy: DEFAULT_WALL,
		write: (bytes) => {
			written += bytes;
		},
		title: () => {},
		now: Date.now,
	});
	ui.whenAnswered(guard.answer);
	onTestFinished(() => {
		guard.close();
		ui.close();
	});
	const project = controller.state().selected as string;
	const press = (name: string) => {
		guard.pressed();
		ui.key({kind: 'key', name});
	};
	const wish = (text: string) => controller.signal({project, sessionId: 'sess-003', signal: {kind: 'clipboard', text}});
	return {ui, controller, wish, press, project, written: () => written, dialog: () => ui.frame().view.state.dialog};
};

const typing = (ui: Ui, project: string) => ui.change({type: 'attached', session: {project, sessionId: 'sess-003'}});

test('a question waits while somebody types, also just after they left', () => {
	const {ui, wish, dialog, press, project, written} = start();
	typing(ui, project);
	wish('secret');
	vi.advanceTimersByTime(60_000);
	expect(dialog()).toBeNull();
	press('j');
	ui.leave();
	press('y');
	expect(dialog()).toBeNull();
	vi.advanceTimersByTime(699);
	expect(dialog()).toBeNull();
	press('y');
	vi.advanceTimersByTime(699);
	expect(dialog()).toBeNull();
	vi.advanceTimersByTime(1);
	expect(dialog()).not.toBeNull();
	expect(written()).toBe('');
	press('y');
	expect(written()).toContain('\u001b]52;c;');
	expect(dialog()).toBeNull();
});

test('Enter and Esc write nothing, and the next question follows', async () => {
	const {wish, dialog, press, written} = start();
	wish('one');
	wish('two');
	const shown = () => JSON.stringify(dialog());
	expect(shown()).toContain('│ one');
	press('esc');
	await vi.advanceTimersByTimeAsync(700);
	expect(shown()).toContain('│ two');
	press('enter');
	await vi.advanceTimersByTimeAsync(700);
	expect(dialog()).toBeNull();
	expect(written()).toBe('');
});
