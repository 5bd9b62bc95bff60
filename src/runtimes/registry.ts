// What is started for a runtime. Pure; nothing here is ever given to a shell.

export const DEFAULT_RUNTIME = 'claude';

const PROMPT = '{prompt}';

/**
 * The argv that starts `runtime` with `prompt` (SPEC MR-6): `[runtime, '-p', prompt]`, or the configured argv with each
 * element that is exactly `{prompt}` replaced, the prompt at the end where there is none. Text that merely contains
 * `{prompt}` stays as it is: inside a script it would become code.
 */
export const launchArgv = (runtime: string, configured: readonly string[] | undefined, prompt: string): string[] => {
	if (configured === undefined || configured.length === 0) return [runtime, '-p', prompt];
	if (!configured.includes(PROMPT)) return [...configured, prompt];
	return configured.map((element) => (element === PROMPT ? prompt : element));
};
