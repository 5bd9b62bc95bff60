import {setTimeout as delay} from 'node:timers/promises';
import type {Context} from '../context.ts';
import {createNarrator} from './narrator.ts';
import type {DemoProject} from './project.ts';
import {endSessions} from './sessions.ts';
import {createShell} from './shell.ts';
import {StoryBroken, tellStory} from './story.ts';

/** Many times what the story takes; a machine that is stuck shall not hang on it. */
const LIMIT_MS = 90_000;

/** Tells the story and gives the exit code; when it returns nothing runs any more. `ended` is aborted by a signal. */
export const runHeadless = async (context: Context, project: DemoProject, ended: AbortSignal): Promise<number> => {
	const narrator = createNarrator(context);
	const late = AbortSignal.timeout(LIMIT_MS);
	const signal = AbortSignal.any([ended, late]);
	const shell = createShell(project, narrator, signal);
	narrator.note(`A throw-away project in ${project.paths.root}`);
	const story = tellStory({project, shell, narrator, signal}).then(
		(parts) => ({parts, broken: undefined}),
		(error: unknown) => ({parts: [], broken: error}),
	);
	const stopped = new Promise<'stopped'>((resolve) =>
		signal.addEventListener('abort', () => resolve('stopped'), {once: true}),
	);
	const outcome = await Promise.race([story, stopped]);
	const clean = await endSessions(project.paths, shell.busy);
	shell.kill();
	await Promise.race([story, delay(1000, undefined, {ref: false})]);
	if (ended.aborted) return 1;
	const failure = late.aborted ? `the story was not over after ${LIMIT_MS / 1000} seconds` : failureOf(outcome, clean);
	return conclude(context, failure, outcome === 'stopped' ? [] : outcome.parts);
};

const failureOf = (outcome: 'stopped' | {broken: unknown}, clean: boolean): string | null => {
	if (outcome !== 'stopped' && outcome.broken !== undefined) {
		if (outcome.broken instanceof StoryBroken) return `expected: ${outcome.broken.message}`;
		throw outcome.broken;
	}
	return clean ? null : 'an agent or its host outlived the demo';
};

const conclude = ({json, output}: Context, failure: string | null, parts: readonly string[]): number => {
	if (json) output.document('demo', {ok: failure === null, parts, failure});
	else if (failure === null)
		output.print(
			`\n${output.styled('green', '✓ All of it did what it should.')} Try your own: \`mosaic init\` in a repository, then \`mosaic\`.`,
		);
	if (failure !== null) output.warn(`the demo went wrong: ${failure}. \`mosaic doctor\` checks this machine.`);
	return failure === null ? 0 : 1;
};
