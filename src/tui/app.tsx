import {Box} from 'ink';
import {useSyncExternalStore} from 'react';
import {Lines} from './components/lines.tsx';
import {surfacesOf} from './draw/surfaces.ts';
import type {Theme} from './theme.ts';
import type {Ui} from './ui.ts';

/** All but the session's own cells, drawn anew whenever the loop has another frame. */
export const App = ({ui, theme: fixed}: {ui: Ui; theme?: Theme}) => {
	const frame = useSyncExternalStore(ui.subscribe, ui.frame);
	const {cols, rows} = frame.view.state.size;
	const theme = fixed ?? frame.view.theme;
	return (
		<Box width={cols} height={rows}>
			{surfacesOf(frame).map(({id, rect, lines}) => (
				<Lines key={id} rect={rect} lines={lines} theme={theme} />
			))}
		</Box>
	);
};
