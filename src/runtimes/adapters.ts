import type {Adapter} from './adapter.ts';
import {claude} from './claude/adapter.ts';
import {codex} from './codex/adapter.ts';
import {gemini} from './gemini/adapter.ts';
import {genericAdapter} from './generic.ts';
import {opencode} from './opencode/adapter.ts';
import {pi} from './pi/adapter.ts';

/** The runtimes that mosaic knows, by name. */
export const ADAPTERS: ReadonlyMap<string, Adapter> = new Map(
	[claude, codex, gemini, opencode, pi].map((adapter) => [adapter.name, adapter]),
);

/** The adapter of a runtime; for a name that is not known, that of any program. */
export const adapterOf = (name: string): Adapter => ADAPTERS.get(name) ?? genericAdapter(name);
