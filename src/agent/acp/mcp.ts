// mosaic's own MCP server, as it is offered to an ACP agent.
import {existsSync} from 'node:fs';
import path from 'node:path';
import type {McpServerStdio} from '@agentclientprotocol/sdk/unstable';

/** What the server needs of the environment; agents hand on nothing by themselves. */
const NEEDED = /^(?:PATH|HOME|TMPDIR|LANG|XDG_[A-Z_]+|MOSAIC_(?:PROJECT|SESSION|TOKEN))$/;

/** The server with the marks of this session; none where mosaic itself is not found. */
export const ownMcpServer = (env: NodeJS.ProcessEnv): McpServerStdio[] => {
	const main = mainProgram();
	if (main === undefined) return [];
	const variables = Object.entries(env).flatMap(([name, value]) =>
		value !== undefined && NEEDED.test(name) ? [{name, value}] : [],
	);
	return [{name: 'mosaic', command: process.execPath, args: [main, 'mcp'], env: variables}];
};

const mainProgram = (): string | undefined =>
	['main.js', '../main.js', '../../main.ts']
		.map((name) => path.join(import.meta.dirname, name))
		.find((file) => existsSync(file));
