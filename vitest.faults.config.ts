// The fault suite: races, kill -9 at every step and a failing disk. FAULTS=short (the default) or FAULTS=full.
import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/faults/**/*.fault.ts'],
		globalSetup: ['test/support/build-once.ts'],
		testTimeout: 900_000,
		hookTimeout: 120_000,
		pool: 'forks',
		// In full each test alone fills the machine with processes; in short most wait for the end of one.
		fileParallelism: process.env.FAULTS !== 'full',
		maxWorkers: 4,
	},
});
