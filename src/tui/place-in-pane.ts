/** The first seen column of so many where a width shows less: the cursor stays in sight. */
export const firstColumn = (cols: number, cursor: number, width: number): number =>
	Math.max(0, Math.min(cols - width, cursor - width + 1));
