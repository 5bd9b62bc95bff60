import type {Refusal} from '../../domain/errors.ts';
import type {StepOrder} from '../agents/step-order.ts';

/** The way to session hosts; they are processes of their own, started and spoken to by the room above this one. */
export interface AgentHosts {
	/** Resolves once the agent runs, or with the reason why it does not. */
	start(order: StepOrder): Promise<{readonly sessionId: string} | Refusal>;
	/** Resolves when the session's host is there no more, or does not let itself be spoken to; or when `signal` says so. */
	whenGone(sessionId: string, signal: AbortSignal): Promise<void>;
	/** Ends the session and all it started, also where its host is dead. Resolves once the journal has its end. */
	stop(sessionId: string, by: string): Promise<void>;
}
