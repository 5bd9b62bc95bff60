// What follows from what people, scripts and agents ask: events, or a refusal. Nothing happens to a run in any other way
// than through these, the outcomes of effects (settle.ts) and what follows by itself (schedule.ts).
import type {Refusal} from '../../domain/errors.ts';
import {isRunOver} from '../../domain/run.ts';
import type {RunCommand} from '../../domain/run-command.ts';
import {plainLine, quoted} from '../../domain/text.ts';
import {unreachable} from '../../domain/unreachable.ts';
import {decideApproval} from './decide-approval.ts';
import {decideAsking} from './decide-asking.ts';
import {decideReopening} from './decide-reopening.ts';
import {type Decided, isRefusal, refused, stopAs} from './decided.ts';
import {canonicalJson} from './hash.ts';
import type {RunMachine} from './state.ts';

/**
 * Decides about one command. No events mean that it was done already, and is no refusal: a token that was seen with this
 * very command, a pause of a paused run. The same token with another command is a conflict.
 */
export const decide = (run: RunMachine, command: RunCommand): Decided => {
	const {by, token, ...asked} = command;
	const fingerprint = canonicalJson(asked);
	const before = token === null ? undefined : run.tokens[token];
	if (before === fingerprint) return [];
	if (before !== undefined)
		return refused('token-conflict', `${run.id}: this token was used for something else before. Use a new one.`);
	const decided = decideAnew(run, command);
	if (isRefusal(decided) || decided.length === 0) return decided;
	return [{type: 'command.accepted', command: command.type, by: plainLine(by), token, fingerprint}, ...decided];
};

const decideAnew = (run: RunMachine, command: RunCommand): Decided => {
	switch (command.type) {
		case 'approve':
		case 'request-changes':
		case 'reject':
			return decideApproval(run, command);
		case 'ask':
		case 'answer':
		case 'follow-up':
			return decideAsking(run, command);
		case 'retry':
		case 'restart':
			return decideReopening(run, command);
		case 'pause':
			if (run.state === 'paused') return [];
			return run.state === 'running' || run.state === 'waiting' ? [{type: 'run.paused'}] : cannot(run, 'be paused');
		case 'continue':
			if (run.state === 'interrupted') return decideReopening(run, {...command, type: 'retry'});
			if (run.state === 'paused') return [{type: 'run.continued'}];
			return run.state === 'running' || run.state === 'waiting' ? [] : cannot(run, 'go on');
		case 'abort':
			return abort(run, plainLine(command.reason));
		case 'stop':
			if (run.stop || run.state === 'interrupted') return [];
			return isRunOver(run.state) ? cannot(run, 'be stopped') : stopAs(run, 'interrupted', 'stopped by a person');
		default:
			return unreachable(command);
	}
};

const abort = (run: RunMachine, reason: string): Decided => {
	if (run.state === 'cancelled' || run.stop?.as === 'cancelled') return [];
	if (run.state === 'completed' || run.state === 'failed') return cannot(run, 'be aborted');
	return stopAs(run, 'cancelled', reason || 'aborted by a person');
};

const cannot = (run: RunMachine, what: string): Refusal =>
	refused('wrong-state', `${run.id} of ${quoted(run.taskId)} is ${run.state} and cannot ${what}.`);
