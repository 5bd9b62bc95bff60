import {expect, test} from 'vitest';
import {cleanLink} from '../../src/domain/link.ts';

test.each(['https://example.org', 'http://localhost:3000/a?b=c;d#e', 'https://[::1]/x', 'HTTPS://EXAMPLE.ORG/%20'])(
	'%s may be a link, as it is',
	(target) => expect(cleanLink(target)).toBe(target),
);

test.each([
	['a program that a click may start', 'file:///usr/share/applications/x.desktop'],
	['a script', 'javascript:alert(1)'],
	['a scheme of some application', 'vscode://file/x'],
	['a name before the host, which reads as the host', 'https://bank.example@evil.example/'],
	['letters that look like others', 'https://ехаmple.org'],
	['a control character', 'https://example.org/\u001b]0;x'],
	['a blank', 'https://example.org/a b'],
	['something endless', `https://example.org/${'a'.repeat(4000)}`],
	['nothing', ''],
	['no address', 'https://'],
])('%s is none', (_, target) => expect(cleanLink(target)).toBeNull());
