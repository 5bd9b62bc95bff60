import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/faults/**'],
		globalSetup: ['test/support/build-once.ts'],
		testTimeout: 60_000,
		hookTimeout: 60_000,
		// Most tests wait for processes of their own rather than for the processor.
		maxWorkers: 4,
		pool: 'forks',
	},
});
