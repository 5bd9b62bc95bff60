// Whether an agent gets leave for what it wants to do: by the rules of the settings, else by a person's answer.
import {loadConfig} from '../../config/load.ts';
import {requestOf} from '../../daemon/leave/request.ts';
import type {ToolCall} from '../../domain/agent-event.ts';
import type {LeaveDecision} from '../../domain/leave.ts';
import {decidePermission} from '../../domain/permission.ts';
import {redact, secretsIn} from '../../domain/redaction.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import {ALLOW, DENY, wishQuestion} from '../../domain/wish.ts';
import {answerOwn, askPerson} from '../ask.ts';
import type {AgentSession} from '../session.ts';

/** What an agent wants to do; command and file whole, as its tool would get them. */
export type Wish = ToolCall & {readonly command: string | null; readonly paths: readonly string[]};

/** What a person is asked, in one line. */
const wishWords = ({tool, kind, command, paths, subject}: Wish): string =>
	wishQuestion({tool, kind, words: command ?? (paths.length > 0 ? paths.join(', ') : (subject ?? ''))});

/**
 * Decides on a wish; waits for a person where no rule does. Without a person to ask, the answer is no; undefined where the
 * agent was `gone` before anybody answered.
 */
export const decideWish = async (
	caller: AgentSession,
	env: NodeJS.ProcessEnv,
	wish: Wish,
	cwd: string,
	gone: AbortSignal,
): Promise<LeaveDecision | undefined> => {
	const {tool, subject, id} = wish;
	const base = {id, tool: shorten(plainLine(tool), 200), subject};
	// Read afresh: a rule that a person wrote while the agent waited for another answer counts.
	const {permissions} = loadConfig(caller.paths.configFile, env);
	const {action, reason} = decidePermission(permissions, requestOf({...wish, words: subject}, cwd));
	if (action !== 'ask') return {...base, decision: action, by: 'policy', reason};
	if (caller.step === null)
		return {
			...base,
			decision: 'deny',
			by: 'policy',
			reason: 'nobody can be asked in the plain runner; a rule can allow it',
		};
	const asked = {
		question: redact(wishWords(wish), secretsIn(env)),
		options: [ALLOW, DENY],
		token: `leave:${caller.session.id}:${id}`,
	};
	const answered = await askPerson(caller, env, asked, gone);
	if (answered === undefined) {
		// The one who asked is gone; the question goes with it.
		await answerOwn(caller, env, {question: asked.question, answer: DENY}).catch(() => {});
		return undefined;
	}
	const allowed = answered.answer === ALLOW;
	const words = allowed ? 'a person allowed it' : 'a person said no';
	return {...base, decision: allowed ? 'allow' : 'deny', by: 'person', reason: words};
};
