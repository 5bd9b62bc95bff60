import {expect, test} from 'vitest';
import {missionRows, OLDER} from '../../src/tui/mission-rows.ts';
import {aMission, aWorld} from '../support/fake-controller.ts';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const world = aWorld([
	aMission({project: '/open', lastActiveAt: '2025-01-01T00:00:00Z'}),
	aMission({project: '/fresh', lastActiveAt: '2026-02-20T00:00:00Z'}, null),
	aMission({project: '/new', lastActiveAt: null}, null),
	aMission({project: '/idle', name: 'Long idle', lastActiveAt: '2026-01-20T00:00:00Z'}, null),
	aMission({project: '/gone', gone: true, error: 'not there'}, null),
	aMission({project: '/busy', liveSessions: 1, lastActiveAt: '2026-01-01T00:00:00Z'}, null),
]);

const rows = (filter: string, ...opened: string[]) =>
	missionRows(world, filter, new Set(opened), NOW).map((row) =>
		row.kind === 'older' ? `${row.count} older` : row.key,
	);

test('what is gone or idle for two weeks is folded away; what is open, at work or new is not', () => {
	expect(rows('')).toEqual(['/open', '/fresh', '/new', '/busy', '2 older']);
	expect(rows('', OLDER)).toEqual(['/open', '/fresh', '/new', '/busy', '2 older', '/idle', '/gone']);
});

test('a filter looks into the fold, by name and by folder', () => {
	expect(rows('IDLE long')).toEqual(['/idle']);
	expect(rows('/gone')).toEqual(['/gone']);
	expect(rows('nothing')).toEqual([]);
});
