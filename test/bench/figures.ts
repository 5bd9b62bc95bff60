// What was measured, beside tmux in the same run and against its limit.

/** `relay`: two Node processes that only pass bytes on. */
export type Figures = {readonly mosaic: number; readonly tmux: number; readonly relay?: number};

type Row = {readonly what: string; readonly text: string; readonly passed: boolean | null};
const rows: Row[] = [];

/** A limit: so many times tmux's figure, so much more than it, or a figure that stands by itself. */
export type Limit = {readonly times?: number; readonly more?: number; readonly atMost?: number};

/** Notes a figure. Without a limit it is only told. */
export const record = (
	what: string,
	{mosaic, tmux, relay = Number.NaN}: Figures,
	unit: string,
	limits: Limit = {},
): void => {
	const {times, more, atMost} = limits;
	const wanted = [
		...(times === undefined ? [] : [{text: `≤ ${times} ×`, passed: mosaic <= times * tmux}]),
		...(more === undefined ? [] : [{text: `≤ +${more} ${unit}`, passed: mosaic <= tmux + more}]),
		...(atMost === undefined ? [] : [{text: `≤ ${atMost} ${unit}`, passed: mosaic <= atMost}]),
	];
	const ratio = Number.isNaN(tmux) ? '' : `${(mosaic / tmux).toFixed(2)} ×`;
	const text = [
		figure(mosaic, unit),
		figure(tmux, unit),
		ratio.padStart(9),
		figure(relay, unit),
		`  ${wanted.map((one) => one.text).join(', ')}`,
	];
	rows.push({what, text: text.join(''), passed: wanted.length === 0 ? null : wanted.every((one) => one.passed)});
};

const figure = (value: number, unit: string): string =>
	(Number.isNaN(value) ? '—' : `${value.toFixed(value < 100 ? 2 : 0)} ${unit}`).padStart(13);

const verdict = (passed: boolean | null): string => (passed === null ? '' : passed ? '✓ met' : '✗ missed').padEnd(8);

/** Prints all figures. */
export const printFigures = (title: string): void => {
	const width = Math.max(...rows.map(({what}) => what.length));
	const head = [
		'mosaic'.padStart(13),
		'tmux'.padStart(13),
		'ratio'.padStart(9),
		'bare relay'.padStart(13),
		'  limit',
	].join('');
	console.log(`         ${title.padEnd(width)}${head}`);
	for (const {what, text, passed} of rows) console.log(`${verdict(passed)} ${what.padEnd(width)}${text}`);
	const judged = rows.filter(({passed}) => passed !== null);
	console.log(`${judged.filter(({passed}) => passed).length} of ${judged.length} within their limits`);
};
