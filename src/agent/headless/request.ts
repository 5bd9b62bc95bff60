import type {HeadlessOrder} from '../../engine/agents/headless-order.ts';
import type {AgentSession} from '../session.ts';
import type {Telling} from '../telling.ts';
import type {Channel} from './channel.ts';

/** What a renderer works with. */
export type HeadlessRequest = {
	readonly order: HeadlessOrder;
	readonly env: NodeJS.ProcessEnv;
	readonly cwd: string;
	readonly caller: AgentSession;
	readonly channel: Channel;
	readonly telling: Telling;
	/** Called with every signal that the renderer is sent; it passes them on. */
	readonly onSignal: (take: (signal: NodeJS.Signals) => void) => void;
};
