import type {ViewState} from '../view-state.ts';

/** Whether the inbox, the runs or a run stand in place of the lists. A session that is typed into lies over them. */
export const peopleShown = ({people, attached}: Pick<ViewState, 'people' | 'attached'>): boolean =>
	people.place !== null && attached === null;
