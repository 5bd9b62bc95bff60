// What commander hands to a command, read with the types that were declared for it. Each command's own code is loaded
// when it runs, so that a short command pays for nothing else.
import type {Context} from '../context.ts';

/** How a command that was read is run: it gets the context and gives its exit code. */
export type Runner = (command: (context: Context) => Promise<number>) => Promise<void>;

/** The options of one command by their long name. */
export type Values = Readonly<Record<string, unknown>>;

/** An option that takes a text. */
export const text = (values: Values, name: string): string | undefined => values[name] as string | undefined;

/** An option that is there or not. */
export const flag = (values: Values, name: string): boolean => values[name] === true;
