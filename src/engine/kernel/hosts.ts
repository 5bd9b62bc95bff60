import type {Refusal} from '../../domain/errors.ts';
import type {StepOrder} from '../agents/step-order.ts';

/** The way to session hosts; they are processes of their own, started and spoken to by the room above this one. */
export interface AgentHosts {
	/** Resolves once the agent runs, or with the reason why it does not. */
	start(order: StepOrder): Promise<{readonly sessionId: string} | Refusal>;
	/** Resolves when the session's host is there no more, or does not let itself be spoken to; or when `signal` says so. `onState` hears that its state changed. */
	whenGone(sessionId: string, signal: AbortSignal, onState?: () => void): Promise<void>;
	/** Types a prompt into its screen, once for each reason. The refusal in words where it is not the agent's turn to be told something. */
	prompt(sessionId: string, prompt: {readonly why: string; readonly text: string}): Promise<string | null>;
	/** Ends the session and all it started, also where its host is dead. Resolves once the journal has its end. */
	stop(sessionId: string, by: string): Promise<void>;
}
