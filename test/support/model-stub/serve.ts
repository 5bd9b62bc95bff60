// The model stub as a program of its own: serve.ts PORT TURNS, the turns as JSON.
import {createModelStub} from './server.ts';

const [port, turns] = process.argv.slice(2) as [string, string];

createModelStub({turns: JSON.parse(turns), cwd: process.cwd(), onRequest: () => {}}).listen(Number(port), '127.0.0.1');
