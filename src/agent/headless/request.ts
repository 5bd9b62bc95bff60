import type {AgentEvent} from '../../domain/agent-event.ts';
import type {HeadlessOrder} from '../../engine/agents/headless-order.ts';
import type {AgentSession} from '../session.ts';
import type {Channel} from './channel.ts';

/** What a renderer works with. */
export type HeadlessRequest = {
	readonly order: HeadlessOrder;
	readonly env: NodeJS.ProcessEnv;
	readonly cwd: string;
	readonly caller: AgentSession;
	readonly channel: Channel;
	/** Keeps events beside the transcript. */
	readonly record: (event: AgentEvent) => void;
	readonly print: (text: string) => void;
	/** Called with every signal that the renderer is sent; it passes them on. */
	readonly onSignal: (take: (signal: NodeJS.Signals) => void) => void;
};
