// What a headless agent asks leave for, on its two-way stream: decided, put on record, and only then answered.
import type {ChildProcess} from 'node:child_process';
import type {AgentEvent} from '../../domain/agent-event.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import type {LeaveRequest} from '../../runtimes/dialogue.ts';
import {decideWish} from './leave.ts';
import type {HeadlessRequest} from './request.ts';

type Wish = Extract<AgentEvent, {type: 'permission-request'}>;

/** What waits for a decision. */
export const createAsked = ({caller, env, cwd, channel, telling}: HeadlessRequest, child: ChildProcess) => {
	const requests = new Map<string, LeaveRequest>();
	const gone = new AbortController();
	const open = new Set<Promise<void>>();
	return {
		expect: (asked: readonly LeaveRequest[]): void => {
			for (const request of asked) requests.set(request.id, request);
		},
		decide: (wish: Wish): void => {
			const request = requests.get(wish.id);
			if (!request) return;
			requests.delete(wish.id);
			const deciding = decideWish(
				caller,
				env,
				{...wish, command: request.command, paths: request.paths},
				cwd,
				gone.signal,
			)
				.catch((error: unknown) => ({
					id: wish.id,
					tool: shorten(plainLine(wish.tool), 200),
					subject: wish.subject,
					decision: 'deny' as const,
					by: 'policy' as const,
					reason: `nobody could be asked: ${shorten(plainLine(error instanceof Error ? error.message : String(error)), 300)}`,
				}))
				.then(async (decided) => {
					if (decided === undefined) return;
					await channel.record(decided);
					const allow = decided.decision === 'allow';
					telling.note(`${allow ? 'allowed' : 'denied'} by ${decided.by}: ${decided.reason}`);
					child.stdin?.write(request.answer(allow ? {allow} : {allow, reason: decided.reason}));
					telling.goesOn();
				})
				.catch(() => void child.kill('SIGTERM')); // without a host nothing goes on record, so nothing is allowed
			open.add(deciding);
		},
		/** The agent is gone: nobody has to answer any more. Resolves once no question of it is open. */
		end: async (): Promise<void> => {
			gone.abort();
			await Promise.all(open);
		},
	};
};
