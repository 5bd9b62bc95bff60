import {expect, test} from 'vitest';
import {secretsIn} from '../../src/domain/redaction.ts';
import {runSecrets, withSecretNames} from '../../src/domain/run-secrets.ts';

test('what was added for an agent and looks like a secret is one, plain words are not', () => {
	const environment = {
		PATH: '/usr/bin1:/bin2',
		OPENAI_API_KEY: 'inherited-key',
		DEPLOY: 'a1b2c3d4e5',
		NODE_ENV: 'production',
		PORT: '12345678',
		CACHE: '/var/cache/x1',
		SERVICE: 'https://example.org/v1/x',
		DATABASE: 'postgres://me:pw12@host/db',
		GREETING: 'hello 2 you all',
		NAMED: 'plainwords',
		MOSAIC_RUN: 'run-00000001',
		MOSAIC_TOKEN: 'token-0000001',
	};
	const inherited = {PATH: environment.PATH, OPENAI_API_KEY: environment.OPENAI_API_KEY};
	expect(runSecrets(environment, inherited, ['NAMED', 'NOT_THERE']).sort()).toEqual(
		['a1b2c3d4e5', 'inherited-key', 'plainwords', 'postgres://me:pw12@host/db', 'token-0000001'].sort(),
	);
});

test('the variables whose names do not speak for themselves are listed by name, so that programs of the agent know them', () => {
	const environment = {PLACE: 'over the bay', EXTRA: 'w7Kq2zP9added', PLAIN: 'word', API_KEY: 'key-of-somebody'};
	const listed = withSecretNames(environment, {}, ['PLACE']);
	expect(listed.MOSAIC_SECRETS?.split(',').sort()).toEqual(['API_KEY', 'EXTRA', 'PLACE']);
	expect(secretsIn(listed).sort()).toEqual(['key-of-somebody', 'over the bay', 'w7Kq2zP9added']);
	expect(withSecretNames({PLAIN: 'word'}, {}, [])).toEqual({PLAIN: 'word'});
});
