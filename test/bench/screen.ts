// npm run bench:screen: one session on the screen, beside tmux in a terminal of the same size, by turns in one run.
import {rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {build} from '../../build.config.ts';
import {type Contender, openMosaic, openTmux, SIZE} from './contenders.ts';
import {cpuMs, median} from './measure.ts';
import {type BenchProject, benchProject, mosaicBin} from './projects.ts';

const short = process.env.BENCH === 'short';
const MEGABYTES = short ? 7 : 28;
const ROUNDS = short ? 1 : 3;
const KEYS = short ? 40 : 200;
const SECONDS = short ? 4 : 10;

type Figures = {readonly mosaic: number; readonly tmux: number};
const rows: string[] = [];
const record = (what: string, {mosaic, tmux}: Figures, unit: string): void => {
	const figure = (value: number) => `${value.toFixed(value < 100 ? 2 : 0)} ${unit}`.padStart(14);
	rows.push(`${what.padEnd(44)}${figure(mosaic)}${figure(tmux)}${(mosaic / tmux).toFixed(2).padStart(8)} ×`);
};

const openers = {mosaic: openMosaic, tmux: openTmux};

/** Measures both by turns; gives the median of each figure. */
const both = async (
	script: (project: BenchProject) => string,
	rounds: number,
	measure: (contender: Contender) => Promise<number[]>,
): Promise<Figures[]> => {
	const seen = {mosaic: [] as number[][], tmux: [] as number[][]};
	for (let round = 0; round < rounds; round++)
		for (const name of ['mosaic', 'tmux'] as const) {
			const project = benchProject(3);
			const contender = await openers[name](project, script(project));
			const figures = await measure(contender);
			process.stderr.write(`${name} ${figures.map((figure) => figure.toFixed(2)).join(' ')}\n`);
			seen[name].push(figures);
			await contender.close();
			rmSync(project.home, {recursive: true, force: true});
		}
	const of = (name: keyof typeof seen, index: number) =>
		median(seen[name].map((figures) => figures[index] ?? Number.NaN));
	return (seen.mosaic[0] ?? []).map((_, index) => ({mosaic: of('mosaic', index), tmux: of('tmux', index)}));
};

/** Lines of words in changing colours, as a build prints them. */
const colouredText = (): string => {
	const lines: string[] = [];
	let length = 0;
	for (let n = 0; length < MEGABYTES * 1e6; n++) {
		const words = Array.from(
			{length: 12},
			(_, at) => `\u001b[${31 + ((n + at) % 7)}mword${(n * 7 + at) % 9973}\u001b[0m`,
		);
		const line = `\u001b[38;5;${n % 256}m${n}\u001b[m ${words.join(' ')}`;
		lines.push(line);
		length += line.length + 1;
	}
	return `${lines.join('\n')}\n`;
};

const flood = async (): Promise<void> => {
	const text = colouredText();
	const script = ({home}: BenchProject): string => {
		const file = path.join(home, 'flood');
		writeFileSync(file, text);
		return `stty -echo; echo READY; read -r x; cat ${file}; echo FLOOD-DONE; read -r x`;
	};
	const [wall, bytes] = await both(script, ROUNDS, async (contender) => {
		const before = contender.bytes();
		const ms = await contender.until('go\r', 'FLOOD-DONE');
		return [ms / 1000, (contender.bytes() - before) / 1e6];
	});
	if (wall) record(`swallow ${MEGABYTES} MB of coloured text`, wall, 's');
	if (bytes) record('… bytes written to the terminal', bytes, 'MB');
};

const echo = async (): Promise<void> => {
	const [p50, p95] = await both(
		() => 'stty raw -echo; echo READY; cat',
		1,
		async (contender) => {
			const times: number[] = [];
			for (let key = 0; key < KEYS; key++) {
				await delay(25 + (key % 10));
				times.push(await contender.until('@%&='[key % 4] as string, '@%&='[key % 4] as string));
			}
			times.sort((a, b) => a - b);
			return [median(times), times[Math.floor(times.length * 0.95)] ?? Number.NaN];
		},
	);
	if (p50) record('echo of a key, p50', p50, 'ms');
	if (p95) record('… p95', p95, 'ms');
};

const steady = async (): Promise<void> => {
	const printer = `let n = 0; setInterval(() => { let s = ''; for (let i = 0; i < 4; i++) s += \`\\x1b[3\${1 + n % 7}mline \${n++}\\x1b[m \${'some words of output '.repeat(4)}\\n\`; process.stdout.write(s); }, 10)`;
	const script = () =>
		`stty -echo; echo READY; read -r x; exec ${process.execPath} -e '${printer.replaceAll("'", `'"'"'`)}'`;
	const [cpu, bytes] = await both(script, 1, async (contender) => {
		await contender.until('go\r', 'words of output');
		await delay(1000);
		const before = contender.pids.map(cpuMs);
		const written = contender.bytes();
		await delay(SECONDS * 1000);
		const used = contender.pids.map((pid, index) => cpuMs(pid) - (before[index] ?? 0));
		return [used.reduce((sum, ms) => sum + ms, 0) / SECONDS / 10, (contender.bytes() - written) / SECONDS / 1000];
	});
	if (cpu) record('CPU at 400 lines/s', cpu, '%');
	if (bytes) record('… bytes a second to the terminal', bytes, 'kB');
};

await build(path.dirname(mosaicBin));
await flood();
await echo();
await steady();
console.log(
	`${''.padEnd(44)}${'mosaic'.padStart(14)}${'tmux'.padStart(14)}   mosaic/tmux, at ${SIZE.cols}×${SIZE.rows}`,
);
for (const row of rows) console.log(row);
