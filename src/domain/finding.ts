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
	/** Which version of the file a person's comment is about; left out where nobody said. */
	readonly side?: 'old' | 'new';
};

type Place = Pick<Finding, 'file' | 'line'> & {readonly side?: 'old' | 'new' | null | undefined};

/** Where it is, in words: `src/x.ts:12 (before the change)`; null where it is about no file. The caller cleans it. */
export const placeOf = ({file, line, side}: Place): string | null => {
	if (file === null) return null;
	const where = line === null ? file : `${file}:${line}`;
	return side ? `${where} (${side === 'old' ? 'before' : 'after'} the change)` : where;
};

/** Whether a severity is at or above another one. */
export const atLeast = (severity: Severity, threshold: Severity): boolean =>
	SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
