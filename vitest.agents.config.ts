// Real agent programs in mosaic's sessions, against a model of our own. Those that are not installed are passed over:
// MOSAIC_AGENTS names the folder with their executables, else they are looked up in PATH.
import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/agents/**/*.agent.ts'],
		globalSetup: ['test/support/build-once.ts', 'test/support/agents/say-missing.ts'],
		// A start takes half a minute where the machine is busy, and a run has four of them.
		testTimeout: 400_000,
		hookTimeout: 60_000,
		pool: 'forks',
		// Each of these programs fills a core while it starts.
		fileParallelism: false,
	},
});
