// Which argv starts mosaic's own client of ACP agents, and which programs it needs.
import {expect, test} from 'vitest';
import {configuredCommand, isAcpCommand, programsOf} from '../../src/engine/acp-command.ts';

const runtime = {acp: {argv: ['agent', '--acp']}} as unknown as Parameters<typeof configuredCommand>[0];

test('the client is known by its argv, also by one of an earlier version without the option for Node', () => {
	const argv = [...(configuredCommand(runtime) ?? [])];
	const earlier = argv.filter((word) => word !== '--single-threaded');
	expect(earlier).toHaveLength(argv.length - 1);
	for (const one of [argv, earlier]) {
		expect(isAcpCommand(one)).toBe(true);
		expect(programsOf(one)).toEqual([process.execPath, 'agent']);
	}
	expect(isAcpCommand([process.execPath, '--single-threaded', 'other.js', '--prompt', 'x', '--', 'agent'])).toBe(false);
});
