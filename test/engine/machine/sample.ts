// A run for tests of the machine: the `reviewed` workflow, with effects that the test ends by hand.
import {PRESETS} from '../../../src/config/presets.ts';
import type {Work} from '../../../src/domain/artifact.ts';
import type {CheckResult} from '../../../src/domain/check.ts';
import type {Effect, EffectKind, EffectOutcome} from '../../../src/domain/effect.ts';
import type {Refusal} from '../../../src/domain/errors.ts';
import {planWorkflow} from '../../../src/domain/plan-workflow.ts';
import {RunCommand} from '../../../src/domain/run-command.ts';
import type {Workflow} from '../../../src/domain/workflow.ts';
import {decide} from '../../../src/engine/machine/decide.ts';
import {isRefusal} from '../../../src/engine/machine/decided.ts';
import {fold, foldAll} from '../../../src/engine/machine/fold.ts';
import {startEvent} from '../../../src/engine/machine/freeze.ts';
import {schedule} from '../../../src/engine/machine/schedule.ts';
import {settle} from '../../../src/engine/machine/settle.ts';
import type {MachineEntry, MachineEvent, RunMachine} from '../../../src/engine/machine/state.ts';

const binding = {runtime: 'claude', model: null, effort: null, argv: []};
const T0 = Date.parse('2030-01-01T00:00:00.000Z');

export const work = (commit = 'c1', changed = true): Work => ({
	commit,
	diffHash: `d-${commit}`,
	changed,
	files: 1,
	insertions: 2,
	deletions: 0,
	leftovers: [],
});

export const check = (exitCode: number, name = 'npm test'): CheckResult => ({
	name,
	argv: name.split(' '),
	exitCode,
	signal: null,
	timedOut: false,
	durationMs: 5,
	tail: 'the end',
});

/** The answer of an implementer, as it would be handed in. */
export const implemented = (answer: object = {}, commit = 'c1'): EffectOutcome => ({
	kind: 'agent-ended',
	sessionId: 'sess-001',
	work: work(commit),
	usage: [],
	handedIn: {via: 'command', text: JSON.stringify({status: 'done', summary: 'Did it.', ...answer})},
});

export const reviewed = (answer: object = {}): EffectOutcome => ({
	kind: 'agent-ended',
	sessionId: 'sess-002',
	work: null,
	usage: [],
	handedIn: {
		via: 'message',
		text: `I looked.\n\`\`\`json\n${JSON.stringify({verdict: 'pass', summary: 'Good.', ...answer})}\n\`\`\``,
	},
});

export const prepared: EffectOutcome = {
	kind: 'prepared',
	workspace: {
		path: '/w',
		branch: 'mosaic/T1-run-001',
		baseBranch: 'main',
		baseCommit: 'b0',
		continued: false,
		note: null,
	},
};

/** A driver that journals as the kernel would, with a clock of its own. */
export class Driver {
	readonly journal: MachineEntry[] = [];
	run: RunMachine;
	clock = T0;
	readonly runId: string;

	constructor(
		workflow: Workflow = PRESETS.reviewed as Workflow,
		name = 'reviewed',
		runId = 'run-001',
		checkpointSeconds?: number,
	) {
		this.runId = runId;
		const planned = planWorkflow(name, workflow, ['implementer', 'reviewer']);
		if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
		const event = startEvent({
			task: {id: 'T1', title: 'First'},
			plan: planned.plan,
			version: '0.1.0',
			roles: {implementer: binding, reviewer: binding},
			inputs: {
				milestone: null,
				prompt: 'Do it.',
				criteria: ['it works'],
				checks: [{name: 'npm test', argv: ['npm', 'test'], timeoutSeconds: 60}],
				...(checkpointSeconds === undefined ? {} : {checkpointSeconds}),
			},
			repository: '/p',
			baseBranch: 'main',
		});
		if ('code' in event) throw new Error(event.message);
		const entry = {at: this.now(), event};
		this.journal.push(entry);
		this.run = fold(undefined, {...entry, runId});
		this.pump();
	}

	now(): string {
		return new Date(this.clock).toISOString();
	}

	append(events: readonly MachineEvent[]): void {
		for (const event of events) {
			const entry = {at: this.now(), event};
			this.journal.push(entry);
			this.run = fold(this.run, {...entry, runId: this.runId});
		}
	}

	/** Appends what follows by itself and starts what is due, until nothing more is. */
	pump(): void {
		for (let round = 0; round < 100; round++) {
			const {events, effects} = schedule(this.run, this.now());
			if (events.length > 0) this.append(events);
			else if (effects.length > 0) this.append(effects.map((effect) => ({type: 'effect.started', effect})));
			else return;
		}
		throw new Error(`${this.runId} never comes to rest`);
	}

	/** The effect of this kind that is under way. */
	effect(kind: EffectKind): Effect {
		const effect = Object.values(this.run.inFlight).find(({action}) => action.kind === kind);
		if (!effect) throw new Error(`no ${kind} is under way, but: ${this.underWay().join(', ') || 'nothing'}`);
		return effect;
	}

	underWay(): string[] {
		return Object.values(this.run.inFlight).map(({action}) => action.kind);
	}

	/** Ends an effect of this kind. */
	end(kind: EffectKind, outcome: EffectOutcome): void {
		this.endKey(this.effect(kind).key, outcome);
	}

	endKey(key: string, outcome: EffectOutcome): void {
		this.clock += 1000;
		this.append(settle(this.run, key, outcome));
		this.pump();
	}

	/** Asks for something; gives the refusal, if it is one. */
	ask(command: object): Refusal | undefined {
		const decided = decide(this.run, RunCommand.parse(command));
		if (isRefusal(decided)) return decided;
		this.clock += 1000;
		this.append(decided);
		this.pump();
		return undefined;
	}

	/** Forgets everything but the journal. */
	crash(): void {
		const run = foldAll(this.runId, this.journal);
		if (!run) throw new Error('nothing in the journal');
		this.run = run;
	}

	/** Through the setup to the first agent. */
	setUp(): this {
		this.end('task.mark', {kind: 'marked', note: null});
		this.end('workspace.prepare', prepared);
		this.end('baseline.take', {kind: 'baseline', results: [check(0)]});
		return this;
	}

	/** Through everything that follows an end. */
	close(): this {
		for (let round = 0; !this.run.closed && round < 10; round++) {
			const [effect] = Object.values(this.run.inFlight);
			if (!effect) throw new Error(`${this.run.state} and nothing under way`);
			const outcomes: Partial<Record<EffectKind, EffectOutcome>> = {
				'task.mark': {kind: 'marked', note: null},
				'workspace.remove': {kind: 'removed', note: null},
				'report.write': {kind: 'written', files: []},
			};
			this.endKey(effect.key, outcomes[effect.action.kind] ?? {kind: 'stopped', sessionId: null, work: null});
		}
		return this;
	}

	types(): string[] {
		return this.journal.map(({event}) => event.type);
	}

	states(): Record<string, string> {
		return Object.fromEntries(this.run.steps.map(({plan, state}) => [plan.key, state]));
	}
}
