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
	| 'border-focused';
