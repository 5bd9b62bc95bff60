// What an agent starts as its hook, with the event's name as the last argument and its data on standard input: passes it
// on to the session host, and prints what that answers. It imports nothing of mosaic's, because the agent waits for it at
// each event. Whatever goes wrong, it prints nothing and ends with 0: the agent's own dialog stands then.
import {connect} from 'node:net';

/** As in daemon/protocol.ts. */
const PROTOCOL = 1;
const HEADER = 5;

/** What the host looks at; the contents of files stay here. */
const WANTED = ['command', 'file_path', 'notebook_path', 'path', 'url', 'pattern', 'query'];
const LONGEST = 1024 * 1024;

const frame = (value: object): Buffer => {
	const payload = Buffer.from(JSON.stringify(value));
	const head = Buffer.alloc(HEADER);
	head.writeUInt32BE(payload.length, 0);
	return Buffer.concat([head, payload]);
};

const told = (input: string): object => {
	const {tool_name, tool_input} = JSON.parse(input);
	const wanted = Object.entries(tool_input ?? {}).filter(
		([key, value]) => WANTED.includes(key) && typeof value === 'string' && value.length < LONGEST,
	);
	return {tool_name, tool_input: Object.fromEntries(wanted)};
};

const pass = (event: string, input: string): void => {
	const {MOSAIC_SOCKET, MOSAIC_TOKEN} = process.env;
	if (!MOSAIC_SOCKET || !MOSAIC_TOKEN) return;
	const hook = frame({type: 'hook', event, payload: told(input)});
	const socket = connect(MOSAIC_SOCKET);
	let heard = Buffer.alloc(0);
	const take = (): boolean => {
		if (heard.length < HEADER) return false;
		const end = HEADER + heard.readUInt32BE(0);
		if (heard.length < end) return false;
		const isJson = heard[4] === 0;
		const message = isJson ? JSON.parse(heard.subarray(HEADER, end).toString()) : {};
		heard = heard.subarray(end);
		if (message.type === 'welcome') socket.write(hook);
		if (message.type === 'refused') socket.destroy();
		if (message.type !== 'hook-answer') return true;
		if (typeof message.output === 'string') process.stdout.write(message.output);
		socket.destroy();
		return false;
	};
	socket.on('connect', () => socket.write(frame({type: 'hello', protocol: PROTOCOL, token: MOSAIC_TOKEN})));
	socket.on('data', (chunk) => {
		heard = Buffer.concat([heard, chunk]);
		while (take());
	});
	socket.on('error', () => socket.destroy());
};

process.on('uncaughtException', () => process.exit(0));
let input = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
	input += text;
});
process.stdin.on('end', () => pass(process.argv.at(-1) ?? '', input));
