// Panes as they are remembered for a mission, and read again. Pure.
import * as z from 'zod/mini';
import {FOLLOW_LAYOUTS} from './follow.ts';
import {paneKey, refOf} from './pane-session.ts';
import type {PanesState} from './panes-state.ts';
import {isLeaf, type PaneTree, panesIn} from './tree.ts';

const Leaf = z.object({project: z.string(), session: z.string()});
type Leaf = z.infer<typeof Leaf>;

type Tree = Leaf | {axis: 'columns' | 'rows'; ratio: number; first: Tree; second: Tree};
const Tree: z.ZodMiniType<Tree> = z.union([
	Leaf,
	z.object({
		axis: z.enum(['columns', 'rows']),
		ratio: z.number().check(z.gt(0), z.lt(1)),
		first: z.lazy(() => Tree),
		second: z.lazy(() => Tree),
	}),
]);

const Panes = z.object({
	open: z.boolean(),
	follow: z.nullable(z.enum(FOLLOW_LAYOUTS)),
	zoomed: z.boolean(),
	focus: z.nullable(Leaf),
	tree: z.nullable(Tree),
});

/** More panes than any screen holds are nobody's layout. */
const MOST_PANES = 100;

const leafOf = (key: string): Leaf => {
	const {project, sessionId} = refOf(key);
	return {project, session: sessionId};
};
const keyOf = ({project, session}: Leaf): string => paneKey({project, sessionId: session});

const written = (tree: PaneTree): Tree =>
	isLeaf(tree) ? leafOf(tree.pane) : {...tree, first: written(tree.first), second: written(tree.second)};

const read = (tree: Tree): PaneTree =>
	'session' in tree ? {pane: keyOf(tree)} : {...tree, first: read(tree.first), second: read(tree.second)};

/** What is kept of the panes. */
export const rememberedOf = ({open, follow, zoomed, focus, tree}: PanesState): z.infer<typeof Panes> => ({
	open,
	follow,
	zoomed,
	focus: focus === null ? null : leafOf(focus),
	tree: tree === null ? null : written(tree),
});

/** The panes that were kept; undefined where the value is something else. */
export const panesFrom = (value: unknown): PanesState | undefined => {
	try {
		const {data} = Panes.safeParse(value);
		if (data === undefined) return undefined;
		const tree = data.tree && read(data.tree);
		const panes = panesIn(tree);
		if (panes.length > MOST_PANES || new Set(panes).size < panes.length) return undefined;
		return {...data, tree, focus: data.focus && keyOf(data.focus)};
	} catch {
		// Nested so deeply that no reader can follow: not written by us.
		return undefined;
	}
};
