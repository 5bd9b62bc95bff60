/** The candidate that `word` was most likely meant to be, or undefined when none is close. */
export const nearest = (word: string, candidates: readonly string[]): string | undefined => {
	const ranked = candidates
		.map((candidate) => ({candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase())}))
		.sort((a, b) => a.distance - b.distance);
	const best = ranked[0];
	const allowed = Math.max(2, Math.floor(Math.min(word.length, 40) / 3));
	return best && best.distance <= allowed ? best.candidate : undefined;
};

/** Insertions, deletions and replacements between two words. Words past 40 letters count as far apart. */
const editDistance = (a: string, b: string): number => {
	if (a.length > 40 || b.length > 40) return Number.POSITIVE_INFINITY;
	let row = Array.from({length: b.length + 1}, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
		}
		row = next;
	}
	return row[b.length] as number;
};
