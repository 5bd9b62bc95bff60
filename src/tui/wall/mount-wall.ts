// The two-way wall between the person's terminal and everything else: what agents signal, what mosaic asks the terminal.
import type {Controller} from '../../domain/controller.ts';
import type {WallSettings} from '../../domain/wall-policy.ts';
import {Asker, canAsk} from '../outer/asker.ts';
import {Outbox} from '../outer/outbox.ts';
import type {Terminal} from '../outer/terminal.ts';
import type {Ui} from '../ui.ts';
import {WallGuard} from './guard.ts';

export type WallOptions = {
	readonly controller: Controller;
	readonly ui: Ui;
	readonly terminal: Terminal;
	readonly env: NodeJS.ProcessEnv;
	readonly policy: WallSettings;
	/** Asks for a frame, in which `take` is written. */
	readonly request: () => void;
	/** What the person pressed: everything on stdin but the terminal's answers. */
	readonly pass: (bytes: Uint8Array) => void;
};

/** Begins to listen; the questions to the terminal go out with the next frame, so that they hold up none. */
export const mountWall = ({controller, ui, terminal, env, policy, request, pass}: WallOptions) => {
	const outbox = new Outbox(request);
	const guard = new WallGuard(controller, ui, {
		policy,
		write: outbox.put,
		title: (title) => outbox.put(terminal.nameWindow(title)),
		now: Date.now,
	});
	ui.whenAnswered(guard.answer);
	const asker = new Asker({
		pass: (bytes) => {
			guard.pressed();
			pass(bytes);
		},
		known: (outer) => {
			controller.tellTerminal(outer);
			if (outer.background !== 'unknown') ui.backgroundSeen(outer.background);
		},
	});
	terminal.expect(() => asker.expecting);
	return {
		read: asker.read,
		take: () => outbox.take(),
		/** Asks the terminal what it is. */
		ask: (): void => {
			if (canAsk(env)) outbox.put(asker.questions());
		},
		settled: () => asker.settled(),
		close: (): void => {
			guard.close();
			asker.close();
		},
	};
};

export type MountedWall = ReturnType<typeof mountWall>;
