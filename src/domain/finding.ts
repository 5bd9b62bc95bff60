import * as z from 'zod/mini';

/** How much a finding matters, from least to most. */
export const SEVERITIES = ['note', 'minor', 'major', 'critical'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** Something that is wrong with a piece of work, and what would mend it. `line` counts from 1. */
export type Finding = {
	readonly severity: Severity;
	readonly file: string | null;
	readonly line: number | null;
	readonly message: string;
	readonly fix: string | null;
};

/** Who found it: a reviewer, a check that failed, a person, or the merge with the base. */
export type FindingSource = 'review' | 'check' | 'person' | 'conflict' | 'attempt';

/** A finding as the run keeps it: which step found it, in which turn. */
export type RecordedFinding = Finding & {
	readonly source: FindingSource;
	readonly step: string;
	readonly turn: number;
};

/** Whether a severity is at or above another one. */
export const atLeast = (severity: Severity, threshold: Severity): boolean =>
	SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
