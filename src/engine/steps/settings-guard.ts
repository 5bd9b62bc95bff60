// Before mosaic's git works on what an agent left: whether git's settings are still those that the run began with.
import type {Workspace} from '../../domain/effect.ts';
import type {Failure} from '../../domain/failure.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import {requireOwnFolder} from '../../git/containment.ts';
import {changedSettings, type GuardedSettings, readGuarded} from '../../git/settings-guard.ts';
import type {StepContext} from './context.ts';
import {failure} from './failures.ts';

/** Scripts and the machine know it by this code. */
export const SETTINGS_CHANGED = 'git-settings-changed';

/** What stops the run where an agent (or somebody else) changed what git would start; undefined where nothing did. */
export const whySettingsChanged = async (
	{run}: StepContext,
	{path, baseCommit}: Workspace,
): Promise<Failure | undefined> => {
	if (run.settings === null || baseCommit === null) return undefined;
	requireOwnFolder(path);
	const changed = changedSettings(run.settings, await readGuarded({directory: path}));
	if (changed.length === 0) return undefined;
	const message = `git's settings changed while ${run.runId} worked: ${named(changed)}. git starts or trusts what they name, so nothing was done with it. Look at them (\`git config --show-origin --get-regexp .\`) and put them back; \`mosaic retry ${run.runId}\` takes them as they are then.`;
	return failure('git', 'human-required', SETTINGS_CHANGED, message);
};

/** What a run that works now saw differently: a filter, which git starts as soon as it makes a worktree. */
export const whyFiltersDiffer = (
	others: readonly {readonly runId: string; readonly settings: GuardedSettings}[],
	now: GuardedSettings,
): Failure | undefined => {
	const other = others.find(({settings}) => filtersIn(settings, now).length > 0);
	if (other === undefined) return undefined;
	const message = `git's filters changed while ${other.runId} works: ${named(filtersIn(other.settings, now))}. A new worktree would start them. Look at them and put them back, or wait for the end of ${other.runId}; then retry.`;
	return failure('git', 'human-required', SETTINGS_CHANGED, message);
};

const filtersIn = (before: GuardedSettings, now: GuardedSettings): string[] =>
	changedSettings(before, now).filter((name) => name.toLowerCase().startsWith('filter.'));

const named = (names: readonly string[]): string => {
	const some = names.slice(0, 5).map((name) => shorten(plainLine(name), 80));
	return `${some.join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
};
