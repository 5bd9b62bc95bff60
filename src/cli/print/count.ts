/** `1 line`, `2 lines`. */
export const counted = (count: number, noun: string, ending = 's'): string =>
	`${count} ${noun}${count === 1 ? '' : ending}`;
