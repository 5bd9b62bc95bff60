/** Whether every word of a filter stands somewhere in the text; upper case is not told apart. */
export const hasWords = (filter: string, text: string): boolean => {
	const lower = text.toLowerCase();
	return filter
		.toLowerCase()
		.split(/\s+/)
		.every((word) => lower.includes(word));
};
