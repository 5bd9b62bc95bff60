import type {DrawnSurface} from '../draw/drawn-surface.ts';
import type {View} from '../view.ts';
import {drawPeopleList} from './draw-list.ts';
import {drawPage} from './draw-page.ts';
import {seenIn} from './seen.ts';
import {peopleShown} from './shown.ts';

/** The inbox or the runs, and the page of a run, where they stand in place of the lists. */
export const drawPeople = (view: View): DrawnSurface[] => {
	if (!peopleShown(view.state)) return [];
	const {list, page} = seenIn(view).layout;
	return [
		...(list ? [{id: 'people', rect: list, lines: drawPeopleList(view, list)}] : []),
		...(page ? [{id: 'run', rect: page, lines: drawPage(view, page)}] : []),
	];
};
