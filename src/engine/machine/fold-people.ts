// What events do to what waits for people: approvals, questions, tokens.
import type {Approval, ApprovalAction, ApprovalState, Question} from '../../domain/approval.ts';
import {withStep, worked} from './fold-step.ts';
import type {MachineEntry, MachineEvent, RunMachine} from './state.ts';

const DECIDED: Readonly<Record<ApprovalAction, ApprovalState>> = {
	approve: 'approved',
	'request-changes': 'changes-requested',
	reject: 'rejected',
};

/** The run with its approvals, questions and accepted commands brought up to the event. */
export const foldPeople = (run: RunMachine, {at, event}: MachineEntry): RunMachine => {
	switch (event.type) {
		case 'command.accepted':
			return event.token === null ? run : {...run, tokens: {...run.tokens, [event.token]: event.fingerprint}};
		case 'approval.opened': {
			const approval: Approval = {...event.approval, state: 'open', openedAt: at, decidedAt: null, decision: null};
			return waiting({...run, approvals: [...run.approvals, approval]}, approval.step, at, 'awaiting-approval');
		}
		case 'approval.decided': {
			const {decision} = event;
			const state = DECIDED[decision.action];
			return withApproval(run, event.approvalId, (approval) => ({...approval, state, decidedAt: at, decision}));
		}
		case 'approval.withdrawn':
			return withApproval(run, event.approvalId, (approval) => ({...approval, state: 'withdrawn', decidedAt: at}));
		default:
			return foldQuestion(run, event, at);
	}
};

const foldQuestion = (run: RunMachine, event: MachineEvent, at: string): RunMachine => {
	switch (event.type) {
		case 'question.asked': {
			const {question} = event;
			const asked: Question = {...question, state: 'open', askedAt: at, answeredAt: null, answer: null, by: null};
			return waiting({...run, questions: [...run.questions, asked]}, question.step, at);
		}
		case 'question.answered': {
			const {answer, by} = event;
			return goesOn(
				withQuestion(run, event.questionId, (question) => ({
					...question,
					state: 'answered',
					answeredAt: at,
					answer,
					by,
				})),
				event.questionId,
				at,
			);
		}
		case 'question.withdrawn':
			return goesOn(
				withQuestion(run, event.questionId, (question) => ({...question, state: 'withdrawn', answeredAt: at})),
				event.questionId,
				at,
			);
		case 'follow-up.received':
			return {...run, followUps: run.followUps + 1};
		case 'follow-ups.unreadable':
			return {...run, unreadable: {...run.unreadable, [event.key]: event.bad}};
		default:
			return run;
	}
};

// Time that a person takes is not work (SPEC WF-3).
const waiting = (run: RunMachine, key: string, at: string, state?: 'awaiting-approval'): RunMachine =>
	withStep(run, key, (step) => ({...worked(step, at), workingSince: null, ...(state ? {state} : {})}));

const goesOn = (run: RunMachine, questionId: string, at: string): RunMachine => {
	const asked = run.questions.find((question) => question.id === questionId);
	const isUnderWay = asked && Object.values(run.inFlight).some((effect) => effect.turn === asked.turn);
	return asked && isUnderWay
		? withStep(run, asked.step, (step) => ({...step, workingSince: step.workingSince ?? at}))
		: run;
};

const withApproval = (run: RunMachine, id: string, change: (approval: Approval) => Approval): RunMachine => ({
	...run,
	approvals: run.approvals.map((approval) => (approval.id === id ? change(approval) : approval)),
});

const withQuestion = (run: RunMachine, id: string, change: (question: Question) => Question): RunMachine => ({
	...run,
	questions: run.questions.map((question) => (question.id === id ? change(question) : question)),
});
