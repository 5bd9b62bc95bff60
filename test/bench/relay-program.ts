// The least that two Node processes can do between a terminal and a program: what one reads the other writes, as it comes.
// `host SOCKET SCRIPT` holds the program's terminal, `front SOCKET` the person's.
import {writeSync} from 'node:fs';
import {connect, createServer} from 'node:net';
import {ReadStream} from 'node:tty';
import {openPty} from '../../src/sessions/pty.ts';
import {SIZE} from './contenders.ts';

const [role, file = '', script = ''] = process.argv.slice(2);

const host = (): void => {
	const pty = openPty({argv: ['sh', '-c', script], cwd: process.cwd(), env: process.env, size: SIZE});
	let write = (_: Buffer): unknown => undefined;
	const held: Buffer[] = [];
	write = (bytes) => held.push(bytes);
	pty.onData((bytes) => void write(bytes));
	createServer((socket) => {
		write = (bytes) => socket.write(bytes);
		for (const bytes of held) write(bytes);
		socket.on('data', pty.write);
		socket.on('close', () => process.exit());
	}).listen(file, () => console.log('listening'));
};

const reading = (take: (bytes: Uint8Array) => void) => {
	const buffer = new Uint8Array(64 * 1024);
	return {
		buffer,
		callback: (length: number): boolean => {
			take(buffer.subarray(0, length));
			return true;
		},
	};
};

const front = (): void => {
	const socket = connect({path: file, onread: reading((bytes) => writeSync(1, bytes))});
	const keys = new ReadStream(0, {onread: reading((bytes) => socket.write(Buffer.from(bytes)))});
	keys.setRawMode(true).resume();
	socket.on('close', () => process.exit());
};

if (role === 'host') host();
else if (role === 'front') front();
