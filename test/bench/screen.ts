// npm run bench:screen: sessions on the screen, beside tmux in a terminal of the same size, by turns in one run.
import {existsSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {build} from '../../build.config.ts';
import {until} from '../support/until.ts';
import {attachTimes} from './attach-time.ts';
import {type Contender, openMosaic, openRelay, openTmux, type Scripts, SIZE} from './contenders.ts';
import {type Figures, type Limit, printFigures, record} from './figures.ts';
import {frameCost} from './frame-cost.ts';
import {median, preciseCpuMs} from './measure.ts';
import {mosaicBin} from './projects.ts';

const short = process.env.BENCH === 'short';
/** The short form leaves out what takes many sessions or much patience. */
const only = process.env.ONLY?.split(',') ?? (short ? ['flood', 'echo', 'steadies', 'frame', 'attach'] : undefined);
const MEGABYTES = short ? 4 : 28;
const ROUNDS = short ? 1 : 3;
const KEYS = short ? 30 : 200;
const SECONDS = short ? 3 : 10;
/** Until the compilers are done with what runs all the time. */
const WARM_SECONDS = short ? 3 : 12;

/** What compilers that are still at work would spoil is judged by the long form; the short one only tells it. */
const whenWarm = (limit: Limit): Limit => (short ? {} : limit);

const openers = {mosaic: openMosaic, tmux: openTmux, relay: openRelay};
type Name = keyof typeof openers;

/** Measures them by turns; gives the median of each figure. */
const both = async (
	scripts: Scripts,
	rounds: number,
	measure: (contender: Contender) => Promise<number[]>,
	names: readonly Name[] = ['mosaic', 'tmux'],
): Promise<Figures[]> => {
	const seen: Record<Name, number[][]> = {mosaic: [], tmux: [], relay: []};
	for (let round = 0; round < rounds; round++)
		for (const name of names) {
			const contender = await openers[name](scripts);
			const figures = await measure(contender);
			process.stderr.write(`${name} ${figures.map((figure) => figure.toFixed(2)).join(' ')}\n`);
			seen[name].push(figures);
			await contender.close();
		}
	const of = (name: Name, index: number) => median(seen[name].map((figures) => figures[index] ?? Number.NaN));
	return (seen.mosaic[0] ?? []).map((_, index) => ({
		mosaic: of('mosaic', index),
		tmux: of('tmux', index),
		relay: of('relay', index),
	}));
};

/** Waits for the file that starts all programs at the same moment. */
const ON_GO = (home: string) => `until [ -e ${home}/go ]; do sleep 0.05; done`;
const go = ({home}: Contender): void => writeFileSync(path.join(home, 'go'), '');

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

/** Each pane swallows the text; the time ends when all panes show their end. */
const flood = async (panes: number): Promise<void> => {
	const text = colouredText();
	const ends = Array.from({length: panes}, (_, pane) => `THE-END-OF-${String.fromCharCode(65 + pane)}`);
	const scripts = (home: string): string[] => {
		const file = path.join(home, 'flood');
		writeFileSync(file, text);
		return ends.map(
			(end, pane) => `stty -echo; echo READY; ${ON_GO(home)}; cat ${file}; echo ${end}; : >${home}/${pane}; read -r x`,
		);
	};
	const [wall, bytes] = await both(scripts, ROUNDS, async (contender) => {
		const before = contender.bytes();
		const shown = contender.until('', ...ends);
		go(contender);
		const ms = await shown;
		await until('the programs', () => ends.every((_, pane) => existsSync(path.join(contender.home, String(pane)))));
		return [ms / 1000, (contender.bytes() - before) / 1e6];
	});
	const where = panes === 1 ? 'one pane' : `each of ${panes} panes`;
	if (wall) record(`${MEGABYTES} MB of coloured text in ${where}`, wall, 's', whenWarm({times: 1}));
	if (bytes) record('… bytes written to the terminal', bytes, 'MB', {times: 1});
};

const ECHO = 'stty raw -echo; echo READY; cat';
/** Four lines every 10 ms. */
const PRINTER = `let n = 0; setInterval(() => { let s = ''; for (let i = 0; i < 4; i++) s += \`\\x1b[3\${1 + n % 7}mline \${n++}\\x1b[m \${'some words of output '.repeat(4)}\\n\`; process.stdout.write(s); }, 10)`;
const printing = (home: string): string =>
	`stty -echo; echo READY; ${ON_GO(home)}; exec ${process.execPath} -e '${PRINTER.replaceAll("'", `'"'"'`)}'`;

/** An echo is judged beside what two processes of Node need at least. */
const WITH_FLOOR: readonly Name[] = ['mosaic', 'tmux', 'relay'];

const echoTimes = async (contender: Contender): Promise<number[]> => {
	const times: number[] = [];
	for (let key = 0; key < KEYS; key++) {
		await delay(25 + (key % 10));
		times.push(await contender.until('@%&='[key % 4] as string, '@%&='[key % 4] as string));
	}
	times.sort((a, b) => a - b);
	return [median(times), times[Math.floor(times.length * 0.95)] ?? Number.NaN];
};

const echo = async (): Promise<void> => {
	const [p50, p95] = await both(() => [ECHO], ROUNDS, echoTimes, WITH_FLOOR);
	if (p50) record('echo of a key, p50', p50, 'ms', {more: 2});
	if (p95) record('… p95', p95, 'ms', {more: 5});
};

const echoBeside = async (): Promise<void> => {
	const scripts = (home: string) => [ECHO, ...Array.from({length: 3}, () => printing(home))];
	const [p50, p95] = await both(
		scripts,
		ROUNDS,
		async (contender) => {
			go(contender);
			await delay(WARM_SECONDS * 250);
			return echoTimes(contender);
		},
		WITH_FLOOR,
	);
	if (p50) record('echo beside three panes at 400 lines/s, p50', p50, 'ms');
	if (p95) record('… p95', p95, 'ms', {atMost: 20, times: 2});
};

const percent = async ({pids}: Contender): Promise<number> => {
	const before = pids.map(preciseCpuMs);
	await delay(SECONDS * 1000);
	return (
		pids.map((pid, index) => preciseCpuMs(pid) - (before[index] ?? 0)).reduce((sum, ms) => sum + ms) / SECONDS / 10
	);
};

const steady = async (panes: number): Promise<void> => {
	const scripts = (home: string) => Array.from({length: panes}, () => printing(home));
	const [cpu, bytes] = await both(scripts, 1, async (contender) => {
		go(contender);
		await delay(WARM_SECONDS * 1000);
		const written = contender.bytes();
		return [await percent(contender), (contender.bytes() - written) / SECONDS / 1000];
	});
	const what = panes === 1 ? 'CPU of one pane at 400 lines/s' : `CPU of ${panes} panes at 400 lines/s each`;
	if (cpu) record(what, cpu, '%', panes === 3 ? whenWarm({times: 2.5}) : {});
	if (bytes) record('… bytes a second to the terminal', bytes, 'kB', {times: 1});
};

const idle = async (): Promise<void> => {
	const [cpu] = await both(
		() => Array.from({length: 8}, () => 'echo READY; read -r x'),
		1,
		async (contender) => {
			await delay(4000);
			return [await percent(contender)];
		},
	);
	if (cpu) record('CPU of eight silent panes', cpu, '%', {atMost: 0.1});
};

const parts: Readonly<Record<string, () => Promise<void> | void>> = {
	flood: () => flood(1),
	floods: () => flood(4),
	echo,
	beside: echoBeside,
	steady: () => steady(1),
	steadies: () => steady(3),
	idle,
	frame: () => frameCost(SIZE),
	attach: attachTimes,
};

const begun = performance.now();
await build(path.dirname(mosaicBin));
for (const [name, part] of Object.entries(parts)) if (only?.includes(name) ?? true) await part();
printFigures(`at ${SIZE.cols}×${SIZE.rows}, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
