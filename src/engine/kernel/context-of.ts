import {missionPaths, readMission} from '../../mission/mission-file.ts';
import {decide} from '../machine/decide.ts';
import {isRefusal} from '../machine/decided.ts';
import {checksOf, type RunMachine} from '../machine/state.ts';
import type {StepContext} from '../steps/context.ts';
import type {KernelOptions} from './kernel-options.ts';
import type {RunBook} from './run-book.ts';
import {runEnvironment} from './run-environment.ts';

type Now = {readonly stop: AbortSignal; readonly recovered: boolean; readonly book: RunBook};

/** What the performer of an effect of this run works with. */
export const contextOf = (options: KernelOptions, run: RunMachine, {book, ...now}: Now): StepContext => ({
	paths: options.paths,
	db: options.db,
	tasksFile: missionPaths(readMission(options.paths.missionFile), options.paths.root).tasksFile,
	env: options.env,
	now: options.now,
	hosts: options.hosts,
	...now,
	run: {
		runId: run.id,
		taskId: run.taskId,
		taskTitle: run.taskTitle,
		milestone: run.frozen.inputs.milestone,
		baseBranch: run.frozen.baseBranch,
		baseCommit: run.baseCommit,
		begun: run.contractId !== null,
		env: runEnvironment(options.paths, run.id),
		workspace: run.workspace,
		settings: run.settings,
		told: run.told,
		identity: run.identity,
		verify: run.frozen.inputs.verify,
		checkWords: checkWordsOf(run),
		others: book
			.open()
			.flatMap(({id, state, settings}) =>
				id !== run.id && state === 'running' && settings !== null ? [{runId: id, settings}] : [],
			),
	},
	hasOpenQuestion: () => book.get(run.id)?.questions.some(({state}) => state === 'open') ?? false,
	onFollowUp: ({token, ...followUp}) => {
		const command = {type: 'follow-up', by: 'agent', token, sessionId: null, ...followUp} as const;
		const decided = decide(book.get(run.id) ?? run, command);
		if (!isRefusal(decided)) book.commit(run.id, decided);
	},
	onBadLines: ({key, step}, bad) => {
		// The file is read from its beginning again after a crash: what was counted is not counted twice.
		if (bad > ((book.get(run.id) ?? run).unreadable[key] ?? 0))
			book.commit(run.id, [{type: 'follow-ups.unreadable', step, key, bad}]);
	},
});

/** The words of the commands that the run checks its work by. */
const checkWordsOf = (run: RunMachine): string[] => [
	...new Set(run.steps.flatMap(({plan}) => checksOf(run, plan).flatMap(({argv}) => argv))),
];
