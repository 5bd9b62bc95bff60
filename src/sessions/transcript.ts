// What an agent wrote to its terminal, secrets taken out, in files that are replaced by turns. A full disk costs the transcript,
// never the agent.
import {
	closeSync,
	fstatSync,
	fsyncSync,
	openSync,
	readdirSync,
	readFileSync,
	readSync,
	rmSync,
	write as writeFd,
} from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';
import {createRedactor} from '../domain/redaction.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';

export type TranscriptOptions = {
	readonly segmentBytes?: number;
	/** How many segments stay, the one being written included. */
	readonly keep?: number;
	/** Told once, at the first write that failed; later appends are still tried. */
	readonly onError?: (error: unknown) => void;
	/** Values that are kept out of it; so are texts in the shape of a token. Without it every byte is kept. */
	readonly secrets?: readonly string[];
};

export type Transcript = {
	append(bytes: Uint8Array): void;
	/** Resolves when all that was appended is on disk; without it that takes 200 ms at most. */
	sync(): Promise<void>;
	close(): Promise<void>;
	/** When the last bytes were appended, in milliseconds since 1970; null before the first. */
	lastWriteAt(): number | null;
	/** Bytes that are appended and not yet written; a reason to pause the terminal when it grows. */
	pendingBytes(): number;
};

/** What follows a write so soon is gathered for the next one: each write is a detour through another thread. */
const GATHER_MS = 200;
/** So much is written without waiting any longer. */
const ENOUGH = 64 * 1024;

const SEGMENT = /^transcript-(\d{6,})\.log$/;
const segmentName = (number: number): string => `transcript-${String(number).padStart(6, '0')}.log`;
const writeOnce = promisify(writeFd) as (fd: number, data: Uint8Array) => Promise<{bytesWritten: number}>;

/** The segments of a transcript, oldest first. */
export const segmentsOf = (directory: string): {number: number; file: string}[] =>
	namesIn(directory)
		.flatMap((name) => {
			const match = SEGMENT.exec(name);
			return match ? [{number: Number(match[1]), file: path.join(directory, name)}] : [];
		})
		.sort((a, b) => a.number - b.number);

/** The bytes of a transcript, segment by segment; nothing where there is none. What is rotated away meanwhile is left out. */
export function* readTranscript(directory: string): Generator<Buffer> {
	for (const {file} of segmentsOf(directory)) {
		const bytes = ifThere(() => readFileSync(file));
		if (bytes !== undefined) yield bytes;
	}
}

/** The same in pieces, all read into one buffer: a piece is valid until the next one is asked for. */
export function* readTranscriptPieces(directory: string, pieceBytes: number): Generator<Buffer> {
	const buffer = Buffer.allocUnsafe(pieceBytes);
	for (const {file} of segmentsOf(directory)) {
		const fd = ifThere(() => openSync(file, 'r'));
		if (fd === undefined) continue;
		try {
			for (let length = readSync(fd, buffer); length > 0; length = readSync(fd, buffer))
				yield buffer.subarray(0, length);
		} finally {
			closeSync(fd);
		}
	}
}

const ifThere = <T>(read: () => T): T | undefined => {
	try {
		return read();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
};

/** The last bytes of a transcript, at most so many; older segments are not even opened. */
export const readTranscriptEnd = (directory: string, most: number): Buffer => {
	const pieces: Buffer[] = [];
	let wanted = most;
	for (const {file} of segmentsOf(directory).reverse()) {
		if (wanted <= 0) break;
		const bytes = endOf(file, wanted);
		pieces.unshift(bytes);
		wanted -= bytes.length;
	}
	return Buffer.concat(pieces);
};

const endOf = (file: string, most: number): Buffer => {
	const fd = openSync(file, 'r');
	try {
		const {size} = fstatSync(fd);
		const bytes = Buffer.alloc(Math.min(size, most));
		return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, size - bytes.length));
	} finally {
		closeSync(fd);
	}
};

/** Opens a transcript for appending, in a new segment after those that are there. */
export const openTranscript = (directory: string, options: TranscriptOptions = {}): Transcript => {
	const segments = segmentWriter(directory, options.segmentBytes ?? 8 * 1024 * 1024, options.keep ?? 8);
	const pending: Uint8Array[] = [];
	let pendingBytes = 0;
	let lastWriteAt: number | null = null;
	let writing: Promise<void> | undefined;
	let lastDrain = Number.NEGATIVE_INFINITY;
	let gathering: NodeJS.Timeout | undefined;
	let reported = false;
	const attempt = async (work: () => void | Promise<void>): Promise<void> => {
		try {
			await work();
		} catch (error) {
			if (!reported) options.onError?.(error);
			reported = true;
		}
	};
	const drain = async (): Promise<void> => {
		while (pending.length > 0) {
			const all = pending.splice(0);
			const batch = all.length === 1 ? (all[0] as Uint8Array) : Buffer.concat(all);
			await attempt(() => segments.write(batch));
			pendingBytes -= batch.length;
		}
		writing = undefined;
	};
	const writeOut = (): void => {
		clearTimeout(gathering);
		gathering = undefined;
		lastDrain = performance.now();
		writing ??= Promise.resolve().then(drain);
	};
	const sync = async (): Promise<void> => {
		writeOut();
		await writing;
		return attempt(segments.sync);
	};
	const redactor = options.secrets && createBytesRedactor(options.secrets);
	const put = (bytes: Uint8Array): void => {
		if (bytes.length === 0) return;
		pending.push(bytes);
		pendingBytes += bytes.length;
	};
	return {
		append: (bytes) => {
			// The caller may use its buffer again before this is written.
			put(redactor ? redactor.push(bytes) : Buffer.from(bytes));
			lastWriteAt = Date.now();
			const wait = lastDrain + GATHER_MS - performance.now();
			if (wait <= 0 || pendingBytes >= ENOUGH) writeOut();
			else gathering ??= setTimeout(writeOut, wait);
		},
		sync,
		close: async () => {
			if (redactor) put(redactor.end());
			await sync();
			await attempt(segments.close);
		},
		lastWriteAt: () => lastWriteAt,
		pendingBytes: () => pendingBytes,
	};
};

/** Bytes are taken for characters one by one: escapes and half characters pass through unchanged. */
const createBytesRedactor = (secrets: readonly string[]) => {
	const redactor = createRedactor(secrets.map((secret) => Buffer.from(secret).toString('latin1')));
	return {
		push: (bytes: Uint8Array): Buffer =>
			Buffer.from(
				redactor.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')),
				'latin1',
			),
		end: (): Buffer => Buffer.from(redactor.end(), 'latin1'),
	};
};

/** Appends to numbered files, each at most `segmentBytes` long, and removes the oldest beyond `keep`. */
const segmentWriter = (directory: string, segmentBytes: number, keep: number) => {
	let fd: number | undefined;
	let size = 0;
	const close = () => {
		if (fd !== undefined) closeSync(fd);
		fd = undefined;
	};
	const current = (): number => {
		if (fd !== undefined && size < segmentBytes) return fd;
		close();
		makePrivateDirectory(directory);
		const there = segmentsOf(directory);
		const next = (there.at(-1)?.number ?? 0) + 1;
		fd = openSync(path.join(directory, segmentName(next)), 'ax', 0o600);
		size = 0;
		for (const {file} of there.slice(0, Math.max(0, there.length + 1 - keep))) rmSync(file, {force: true});
		return fd;
	};
	return {
		write: async (bytes: Uint8Array): Promise<void> => {
			for (let offset = 0; offset < bytes.length; ) {
				const target = current();
				const part = bytes.subarray(offset, offset + segmentBytes - size);
				const {bytesWritten} = await writeOnce(target, part);
				if (bytesWritten === 0) throw Object.assign(new Error('wrote nothing'), {code: 'EIO'});
				offset += bytesWritten;
				size += bytesWritten;
			}
		},
		sync: () => {
			if (fd !== undefined) fsyncSync(fd);
		},
		close,
	};
};

const namesIn = (directory: string): string[] => {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
};
