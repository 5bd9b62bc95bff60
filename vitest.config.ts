import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/faults/**'],
		globalSetup: ['test/support/build-once.ts'],
		testTimeout: 60_000,
		hookTimeout: 60_000,
		// Two cores drive real processes here; more workers than cores only make deadlines longer.
		pool: 'forks',
	},
});
