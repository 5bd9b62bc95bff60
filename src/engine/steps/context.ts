import type {ProjectPaths} from '../../config/paths.ts';
import type {Effect, EffectAction, EffectOutcome, Workspace} from '../../domain/effect.ts';
import type {MilestoneRef} from '../../domain/mission.ts';
import type {Db} from '../../store/open.ts';
import type {AgentHosts} from '../kernel/hosts.ts';

/** What the performers of effects know of the run that the effect belongs to. */
export type RunFacts = {
	readonly runId: string;
	readonly taskId: string;
	readonly taskTitle: string;
	readonly milestone: MilestoneRef | null;
	/** The base branch that was frozen when the run started; null without git. */
	readonly baseBranch: string | null;
	/** The commit of it that the run first stood on; null before, and without git. */
	readonly baseCommit: string | null;
	/** Whether a workspace was prepared before: then its branch is taken up again. */
	readonly begun: boolean;
	/** Added to the environment of its agents and commands. */
	readonly env: Readonly<Record<string, string>>;
	/** Null before it was prepared, and after it was removed. */
	readonly workspace: Workspace | null;
	/** git's dangerous settings as the workspace was prepared, by their hashes; null before. */
	readonly settings: Readonly<Record<string, string>> | null;
	/** What in .git a person's own git would run, by its hashes, as the workspace was prepared; null before. */
	readonly told: Readonly<Record<string, string>> | null;
	/** Who commits, as git's variables for it, as the workspace was prepared; null where git was not told. */
	readonly identity: Readonly<Record<string, string>> | null;
	/** The task's verify cell as the run began with it; undefined where that is not known. */
	readonly verify: string | null | undefined;
	/** The words of the commands that its work is checked by. */
	readonly checkWords: readonly string[];
	/** The same of the runs of this project that work now. */
	readonly others: readonly {readonly runId: string; readonly settings: Readonly<Record<string, string>>}[];
};

/** What performers work with. Nothing here decides; see domain/effect.ts for what each effect promises. */
export type StepContext = {
	readonly paths: ProjectPaths;
	readonly db: Db;
	/** Absolute. */
	readonly tasksFile: string;
	/** The engine's own environment; agents and commands get it without mosaic's variables. */
	readonly env: NodeJS.ProcessEnv;
	readonly now: () => string;
	readonly hosts: AgentHosts;
	readonly run: RunFacts;
	/** The run is being stopped: end what runs, and answer `stopped`. */
	readonly stop: AbortSignal;
	/** Whether it was begun before by an engine that is gone; look first what is there. */
	readonly recovered: boolean;
	/** Whether a question of the run waits for a person. */
	readonly hasOpenQuestion: () => boolean;
	/** Takes what an agent left in its follow-ups file while it works. */
	readonly onFollowUp: (followUp: FollowUp) => void;
	/** Takes how many lines of that file, up to now, are no follow-ups. */
	readonly onBadLines: (effect: Effect, bad: number) => void;
};

export type FollowUp = {
	/** The same line gives the same token, whoever reads it. */
	readonly token: string;
	readonly kind: 'follow_up' | 'question';
	readonly title: string;
	readonly detail: string | null;
	readonly suggestedAction: string | null;
};

export type ActionOf<K extends EffectAction['kind']> = Extract<EffectAction, {kind: K}>;

/** Does what an effect of one kind asks for, from wherever an earlier try left it. */
export type Performer<K extends EffectAction['kind']> = (
	context: StepContext,
	effect: Effect,
	action: ActionOf<K>,
) => Promise<EffectOutcome>;
