/** An id made of a name: lower case, letters and digits of any script, words joined by `-`, at most 60 characters. */
export const slug = (name: string, fallback: string): string => {
	const words = name
		.normalize('NFKC')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
	const joined = [...words.join('-')].slice(0, 60).join('').replace(/-$/, '');
	return joined === '' ? fallback : joined;
};
