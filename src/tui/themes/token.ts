/** What a piece of text means; the theme says how that looks. */
export type Token =
	| 'text'
	| 'muted'
	| 'strong'
	| 'accent'
	| 'good'
	| 'active'
	| 'warn'
	| 'bad'
	| 'selected'
	| 'marked'
	| 'border'
	| 'border-focused'
	/** Over a session's own cells: what a search found, the hit that the cursor is on, what is selected. */
	| 'hit'
	| 'hit-current'
	| 'picked';
