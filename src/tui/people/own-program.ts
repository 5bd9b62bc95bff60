// What is done in a person's own programs, in place of mosaic.
import type {UiHost} from '../ui-host.ts';
import type {Action, ViewEvent} from '../view-state.ts';
import type {RunRef} from './people-state.ts';

type Update = (event: ViewEvent) => void;

const complain = (text: string): ViewEvent => ({type: 'told', toast: {text, tone: 'bad'}});

/** Opens the editor with the text of the dialog, or the pager with a run's report. */
export const inOwnProgram = (
	host: UiHost,
	action: Extract<Action, {do: 'edit-text' | 'report'}>,
	update: Update,
): Promise<void> =>
	action.do === 'report' ? showReport(host, action.run, update) : editDialog(host, action.text, update);

/** It comes back as it was left there. */
const editDialog = async ({editText}: UiHost, text: string, update: Update): Promise<void> => {
	const edited = await editText?.(text);
	if (edited === undefined || edited.text === null)
		return update(complain(edited?.problem ?? 'No editor can be opened here.'));
	update({type: 'dialog-written', text: edited.text, at: edited.text.length});
};

const showReport = async ({report}: UiHost, run: RunRef, update: Update): Promise<void> => {
	const problem = await (report?.(run) ?? 'No pager can be opened here.');
	if (problem !== null) update(complain(problem));
};
