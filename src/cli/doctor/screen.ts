// Whether the person's settings of the full screen say something that mosaic can follow.
import {readScreenSettings} from '../../config/screen.ts';
import {personalFrom} from '../../tui/personal.ts';
import type {Context} from '../context.ts';
import type {Check} from './check.ts';

/** One check where all is well; else one for each mistake. None of them keeps the full screen from starting. */
export const checkScreen = ({env}: Context): Check[] => {
	const settings = readScreenSettings(env);
	const {problems} = personalFrom(settings);
	if (problems.length > 0) return problems.map((detail) => ({name: 'screen settings', state: 'warning', detail}));
	const own = Object.keys(settings.keys).length;
	const keys = own === 0 ? 'keys as they come' : `${own} of your own keys`;
	return [{name: 'screen settings', state: 'ok', detail: `theme ${settings.theme}, ${keys}`}];
};
