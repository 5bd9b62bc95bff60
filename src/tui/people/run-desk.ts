// The run that is looked at: read while its page is seen, and no longer.
import type {Controller} from '../../domain/controller.ts';
import type {RunWatch} from '../../domain/run-page.ts';
import type {View} from '../view.ts';
import type {ViewEvent} from '../view-state.ts';
import {sameRun} from './entries.ts';
import type {RunRef} from './people-state.ts';
import {filesSeen, wantedRun} from './seen.ts';

/** Opens and closes looks at runs as the view asks; `update` is told what was read. */
export const createRunDesk = (controller: Controller, update: (event: ViewEvent) => void) => {
	let open: {readonly run: RunRef; readonly watch: RunWatch; readonly unsubscribe: () => void} | undefined;

	const close = (): void => {
		open?.unsubscribe();
		open?.watch.close();
		open = undefined;
	};

	/** To be called after each change of the view. */
	const follow = (view: View): void => {
		const wanted = wantedRun(view);
		if (!sameRun(wanted, open?.run ?? null)) close();
		if (wanted !== null && open === undefined) {
			const watch = controller.openRun(wanted.project, wanted.runId);
			const read = (): void => update({type: 'people', event: {what: 'read', page: watch.page()}});
			open = {run: wanted, watch, unsubscribe: watch.subscribe(read)};
			read();
		}
		const files = filesSeen(view);
		if (files.length > 0) open?.watch.look(files);
	};

	return {follow, close};
};
