/** What a step left on record. `file` is one that a step owed, with its parsed content. */
export type ArtifactKind =
	| 'contract'
	| 'baseline'
	| 'implement'
	| 'checks'
	| 'review'
	| 'command'
	| 'edit'
	| 'file'
	| 'receipt';

/** A stored artifact (SPEC TL-8). `hash` is SHA-256 in hex over the payload's canonical JSON. */
export type Artifact = {
	/** `run-001-x3`. */
	readonly id: string;
	readonly kind: ArtifactKind;
	/** The step it belongs to; null for the run's own. */
	readonly step: string | null;
	readonly turn: number | null;
	/** What it is about: a task, a file, a commit. */
	readonly subject: string;
	readonly payload: unknown;
	readonly hash: string;
};

/** What a run promised before any work began. */
export type Contract = {
	readonly taskId: string;
	readonly prompt: string;
	readonly criteria: readonly string[];
	readonly baseBranch: string | null;
	readonly baseCommit: string | null;
};

/** What a person should look at before they trust green checks and their own git. */
export type WatchedChanges = {
	/** Files that say what the checks run: scripts of package.json, a Makefile, settings of test runners, programs that are called. */
	readonly checks: readonly string[];
	/** Test files that are gone. */
	readonly tests: readonly string[];
	/** Hooks, aliases and the like in .git that a person's own git would run, and the name it would commit under. */
	readonly git?: readonly string[] | undefined;
};

/** The state of the work after a step: what was committed, and what it comes to against the base. */
export type Work = {
	/** Null where there is no git repository. */
	readonly commit: string | null;
	/** SHA-256 in hex over the diff base..commit; null where there is no git repository. */
	readonly diffHash: string | null;
	/** Whether the tree differs from the base. Without git: whether the agent says so. */
	readonly changed: boolean;
	readonly files: number;
	readonly insertions: number;
	readonly deletions: number;
	/** Untracked files that were left lying and are not part of the work. */
	readonly leftovers: readonly string[];
	/** What of it decides what the checks look at. */
	readonly watched?: WatchedChanges;
	/** The likely reason where nothing changed (SPEC AH-5). */
	readonly reason?: string;
};

/** A base that moved while a run worked, as it was taken into the work. */
export type TakenIn = {
	readonly base: {readonly branch: string; readonly commit: string};
	/** The commit that has both. */
	readonly commit: string | null;
	/** The files that both had changed. */
	readonly files: readonly string[];
	/** The steps that looked at both together. */
	readonly again: readonly string[];
};

/** The proof that seals a finished run. */
export type Receipt = {
	readonly taskId: string;
	readonly contract: string;
	readonly baseCommit: string | null;
	readonly commit: string | null;
	readonly diffHash: string | null;
	readonly commands: readonly {
		readonly step: string;
		readonly name: string;
		readonly argv: readonly string[];
		readonly exitCode: number | null;
		readonly verdict: 'pass' | 'fail' | 'known';
	}[];
	/** What of a moving base was taken in and looked at again before the end; the commands above ran on the last of it. */
	readonly tookIn?: readonly TakenIn[];
	/** Of the last review; null where the workflow has none. */
	readonly verdict: 'pass' | 'changes' | null;
	readonly approvals: readonly {readonly id: string; readonly by: string; readonly step: string}[];
	/** Where it went: the commit on the base branch, the pull request. */
	readonly integrated: {readonly commit: string | null; readonly url: string | null} | null;
};
