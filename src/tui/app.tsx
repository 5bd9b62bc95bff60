import {Box, useCursor} from 'ink';
import {useSyncExternalStore} from 'react';
import {Lines} from './components/lines.tsx';
import {firstRow} from './draw/screen.ts';
import {surfacesOf} from './draw/surfaces.ts';
import type {Theme} from './theme.ts';
import type {Frame, Ui} from './ui.ts';

/** The whole screen, drawn anew whenever the loop has another frame. */
export const App = ({ui, theme}: {ui: Ui; theme: Theme}) => {
	const frame = useSyncExternalStore(ui.subscribe, ui.frame);
	const {cols, rows} = frame.view.state.size;
	const {setCursorPosition} = useCursor();
	setCursorPosition(cursorOf(frame));
	return (
		<Box width={cols} height={rows}>
			{surfacesOf(frame, theme).map(({id, rect, lines}) => (
				<Lines key={id} rect={rect} lines={lines} theme={theme} />
			))}
		</Box>
	);
};

/** The real cursor stands where the focused session's is, for input methods and screen readers. */
const cursorOf = ({view, screen}: Frame): {x: number; y: number} | undefined => {
	const rect = view.layout.panels.screen;
	if (!view.state.attached || !screen?.cursor.visible || rect === undefined) return undefined;
	const y = screen.cursor.y - firstRow(screen, rect.height);
	if (y < 0 || y >= rect.height || screen.cursor.x >= rect.width) return undefined;
	return {x: rect.x + screen.cursor.x, y: rect.y + y};
};
