// A change as it is reviewed and approved: files, hunks and lines, never git's bytes.

/** One line of a hunk. `before` and `after` are its numbers on either side; null where it is not there. */
export type DiffLine = {
	readonly kind: 'same' | 'added' | 'removed';
	readonly before: number | null;
	readonly after: number | null;
	/** Without its line end; not cleaned for a terminal. */
	readonly text: string;
	/** The file ends here without a line end. */
	readonly noNewline?: true;
};

export type DiffHunk = {
	readonly beforeStart: number;
	readonly beforeLines: number;
	readonly afterStart: number;
	readonly afterLines: number;
	/** What git names as the surroundings, such as a function's first line. */
	readonly heading: string;
	readonly lines: readonly DiffLine[];
};

export type DiffStatus = 'added' | 'deleted' | 'modified' | 'renamed' | 'copied' | 'type-changed';

export type DiffFile = {
	readonly path: string;
	/** Where a renamed or copied file came from. */
	readonly previousPath: string | null;
	readonly status: DiffStatus;
	/** Octal, as git writes them (`100644`); null where there is no file on that side. */
	readonly modeBefore: string | null;
	readonly modeAfter: string | null;
	readonly kind: 'text' | 'binary' | 'submodule' | 'symlink';
	/** Lines; 0 for a binary file. */
	readonly added: number;
	readonly removed: number;
	readonly hunks: readonly DiffHunk[];
	/** Why hunks are missing that should be there: the file or the whole change is too large to show. */
	readonly cut: string | null;
};

export type Diff = {
	/** Full commit ids. */
	readonly from: string;
	readonly to: string;
	readonly files: readonly DiffFile[];
	readonly added: number;
	readonly removed: number;
	/** Whether any hunks were left out. */
	readonly cut: boolean;
	/** sha256 of what changed (modes, contents, names): the same for the same change, whatever git is set up to show. */
	readonly hash: string;
};

/** What a piece of source text is, for a theme to colour. */
export type CodeToken = 'plain' | 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'type' | 'attribute' | 'meta';

/** A piece of a line, printable: tabs are blanks, nothing controls or reorders. */
export type CodeSpan = {readonly text: string; readonly token: CodeToken};
