// The control of the race: the usual lock file, looked at, written, and its pid filled in later. It lets two agents live.
import {spawn} from 'node:child_process';
import {existsSync, readFileSync, unlinkSync, writeFileSync} from 'node:fs';

const [gate, agent] = process.argv.slice(2);
const lock = 'naive.lock';
while (!existsSync(gate)) await new Promise((resolve) => setTimeout(resolve, 1));

const holder = () => {
	try {
		return JSON.parse(readFileSync(lock, 'utf8')).pid;
	} catch {
		return undefined;
	}
};

const lives = (pid) => {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
};

if (existsSync(lock)) {
	if (lives(holder())) process.exit(3);
	try {
		unlinkSync(lock);
	} catch {
		// somebody else was faster
	}
}
writeFileSync(lock, JSON.stringify({pid: null}));
const child = spawn('/bin/sh', [agent], {detached: true, stdio: 'ignore'});
writeFileSync(lock, JSON.stringify({pid: child.pid}));
child.unref();
