import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createRedactor, REDACTED, redact, redactWrapped, secretsIn} from '../../src/domain/redaction.ts';

const inPieces = (text: string, cuts: readonly number[], secrets: readonly string[]): string => {
	const redactor = createRedactor(secrets);
	const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
	let out = '';
	let from = 0;
	for (const place of [...places, text.length]) {
		out += redactor.push(text.slice(from, place));
		from = place;
	}
	return out + redactor.end();
};

const KEY = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNzaC1rZXktdjEAAAAA\n'.repeat(8)}-----END OPENSSH PRIVATE KEY-----`;
const TOKENS = [
	'sk-ant-api03-aBcDeFgHiJkLmNoPqRsTuVwX',
	`ghp_${'a1B2'.repeat(9)}`,
	`github_pat_${'a1B2_'.repeat(9)}`,
	'xoxb-1234567890-abcdefghijkl',
	'AKIAIOSFODNN7EXAMPLE',
	`AIza${'Sy0'.repeat(12)}`,
	`eyJ${'hbGciOiJI'.repeat(4)}.${'eyJzdWI'.repeat(4)}.${'SflKxwRJ'.repeat(4)}`,
];

test.each(TOKENS)('a token such as %s is replaced whole', (token) => {
	expect(redact(`key: ${token}.\n`.replace('..', '.'))).not.toContain(token.slice(0, -1));
	expect(redact(`a "${token}" b`)).toBe(`a "${REDACTED}" b`);
});

test('a private key loses everything between its two lines', () => {
	expect(redact(`before\n${KEY}\nafter`)).toBe(`before\n${REDACTED}\nafter`);
});

test('a private key without an end hides no more than a key is long', () => {
	const out = redact(`-----BEGIN PRIVATE KEY-----\n${'x'.repeat(20_000)}`);
	expect(out).toBe(REDACTED + 'x'.repeat(20_000 + 1 - 16_384));
});

test('a secret that begins another one does not leave its rest behind', () => {
	expect(redact('abcdefgh12 abcdefgh', ['abcdefgh', 'abcdefgh12'])).toBe(`${REDACTED} ${REDACTED}`);
});

test('ordinary words that look like the beginning of a token stay', () => {
	const text = 'task-management-of-many-things sk-short desk-lamp-with-a-long-name -----BEGIN CERTIFICATE----- eyJ';
	expect(redact(text)).toBe(text);
});

test('the values of variables named as secrets are secrets, short ones are not', () => {
	const env = {
		ANTHROPIC_API_KEY: 'long-enough-value',
		PATH: '/usr/bin:/bin',
		MY_TOKEN: 'short',
		DB_PASSWORD: 'hunter2hunter2',
	};
	expect(secretsIn(env)).toEqual(['long-enough-value', 'hunter2hunter2']);
});

const secret = fc.string({minLength: 8, maxLength: 30, unit: fc.constantFrom(...'ab-_.Zs k')});
const piece = fc.oneof(
	fc.string({maxLength: 12}),
	fc.constantFrom(...TOKENS, KEY, 's', 'sk-', 'gh', 'p_', '-----', '-----BEGIN ', 'PRIVATE KEY-----', 'eyJ'),
	fc.string({maxLength: 40, unit: fc.constantFrom(...'ab-_.Zs k')}),
);

test('where a stream is cut makes no difference', () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(piece, secret), {maxLength: 12}),
			fc.array(secret, {maxLength: 3}),
			fc.array(fc.nat(2000), {maxLength: 12}),
			(parts, secrets, cuts) => {
				const text = parts.join('');
				expect(inPieces(text, cuts, secrets)).toBe(redact(text, secrets));
			},
		),
		{numRuns: 2000},
	);
});

test('nothing of a known secret gets through', () => {
	fc.assert(
		fc.property(
			fc.array(piece, {maxLength: 6}),
			fc.array(secret, {minLength: 1, maxLength: 3}),
			fc.nat(),
			(parts, secrets, at) => {
				const with_ = [...parts.slice(0, at % 7), secrets[0], ...parts.slice(at % 7)].join('');
				const out = redact(with_, secrets).replaceAll(REDACTED, '\n');
				for (const one of secrets) expect(out).not.toContain(one);
			},
		),
		{numRuns: 2000},
	);
});

test('a value that a screen wrapped is not told, nor what stands around it', () => {
	const secrets = ['harbour-light-17', 'short'];
	expect(redactWrapped('curl -H harbour-li ght-17 x', secrets)).toBe(REDACTED);
	expect(redactWrapped('curl -H harbour-light-17 x', secrets)).toBe(`curl -H ${REDACTED} x`);
	expect(redactWrapped('a sh ort one', secrets)).toBe('a sh ort one');
});
