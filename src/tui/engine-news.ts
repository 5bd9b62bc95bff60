// An engine that died with runs under way: told once, with the key that tries again where nothing else does. Pure.
import type {ControlState, EngineNews, MissionView} from '../domain/controller.ts';
import {cellText} from './cells.ts';
import {ask, type Binding} from './input/binding.ts';
import {addToast, type Toast} from './notices.ts';
import {type Settings, shownKey} from './settings.ts';
import type {ViewState} from './view-state.ts';

/** The state after what is new of engines was told. */
export const hearEngines = (state: ViewState, control: ControlState): ViewState => {
	let next = state;
	for (const {project, name, engine} of control.missions) {
		if (engine === undefined || next.heardOf[project] === engine.id) continue;
		// What is no longer true does not stay on the screen.
		const shown = next.notices.shown.filter(({text}) => !text.startsWith(`${cellText(name)}${STAND_STILL}`));
		const toast = toastOf(cellText(name), engine, state.settings);
		const notices = addToast({...next.notices, shown}, toast, state.now);
		next = {...next, notices, heardOf: {...next.heardOf, [project]: engine.id}};
	}
	return next;
};

const STAND_STILL = ': its runs stand still';

const toastOf = (name: string, {state, reason}: EngineNews, settings: Settings): Toast => {
	if (state === 'starting')
		return {tone: 'info', text: `${name}: the engine is gone while runs are under way; another one is started.`};
	if (state === 'running') return {tone: 'good', text: `${name}: an engine drives its runs again.`};
	const why = reason === null ? '' : ` (${cellText(reason)})`;
	return {
		tone: 'bad',
		text: `${name}${STAND_STILL}: the engine is gone${why}. ${shownKey(settings, 'engine.start')} starts it again.`,
	};
};

const stranded = ({missions}: ControlState): MissionView | undefined =>
	missions.find(({engine}) => engine?.state === 'failed');

/** From everywhere: the mission whose runs stand still. */
export const START_ENGINE: Binding = {
	id: 'engine.start',
	label: 'start engine',
	help: 'start the engine of runs that stand still because theirs died',
	group: 'Everywhere',
	footer: 1,
	footerWhen: ({control}) => stranded(control) !== undefined,
	command: ({control}) => {
		const mission = stranded(control);
		return mission ? ask({type: 'engine.start', project: mission.project}, 'starting the engine') : null;
	},
	whyDisabled: ({control}) => (stranded(control) ? null : 'No run stands still for want of an engine.'),
};
