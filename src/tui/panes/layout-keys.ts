// A key for each layout of the panes. Data.
import {PANE_LAYOUTS, type PaneLayout} from '../../domain/pane-layout.ts';
import type {Binding} from '../input/binding.ts';

/** What help and palette say of a layout. */
export const LAYOUT_HELP: Readonly<Record<PaneLayout, string>> = {
	one: 'layout of the panes: one screen',
	two: 'layout of the panes: two screens',
	four: 'layout of the panes: four screens',
	grid: 'layout of the panes: a grid of as many as can be read',
	list: 'layout of the panes: a list of all sessions and a preview of the chosen one',
};

/** Goes to a layout at once; the one that is in force says so. */
export const LAYOUT_KEYS: readonly Binding[] = PANE_LAYOUTS.map((layout) => ({
	id: `pane.layout-${layout}`,
	label: layout,
	help: LAYOUT_HELP[layout],
	group: 'Panes',
	command: () => ({do: 'change', event: {type: 'panes', event: {what: 'laid-out', follow: layout}}}),
	whyDisabled: ({state}) => (state.panes.follow === layout ? `The ${layout} layout is shown already.` : null),
}));
