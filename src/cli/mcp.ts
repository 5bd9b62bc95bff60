// `mosaic mcp`: for agents, inside a session. Started by the agent program as an MCP server.
import {StdioServerTransport} from '@modelcontextprotocol/sdk/server/stdio.js';
import {createMcpServer} from '../agent/mcp-server.ts';
import {agentSession} from '../agent/session.ts';
import type {Context} from './context.ts';

/** Serves until the one who started it closes its input. Refused outside a session. */
export const mcpCommand = async (context: Context): Promise<number> => {
	agentSession(context.env);
	const server = createMcpServer(context.env);
	const ended = new Promise<void>((resolve) => {
		context.stdin.once('end', resolve);
		context.stdin.once('close', resolve);
		context.stdout.once('error', () => resolve());
	});
	await server.connect(new StdioServerTransport(context.stdin, context.stdout));
	await ended;
	await server.close();
	return 0;
};
