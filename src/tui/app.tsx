import {Box, useCursor} from 'ink';
import {useSyncExternalStore} from 'react';
import {Surface} from './components/surface.tsx';
import {drawDialog} from './draw/dialog.ts';
import {drawFooter} from './draw/footer.ts';
import {drawHeader} from './draw/header.ts';
import {message} from './draw/message.ts';
import {drawMissions} from './draw/missions.ts';
import {drawScreen, firstRow} from './draw/screen.ts';
import {drawSessions} from './draw/sessions.ts';
import {drawTasks} from './draw/tasks.ts';
import {PANELS, type PanelId, type Rect, SMALLEST} from './layout.ts';
import type {Line, Theme} from './theme.ts';
import type {Frame, Ui} from './ui.ts';

/** The whole screen: header, panels, footer, and a dialog above them. */
export const App = ({ui, theme}: {ui: Ui; theme: Theme}) => {
	const frame = useSyncExternalStore(ui.subscribe, ui.frame);
	const {view} = frame;
	const {size, dialog} = view.state;
	const {setCursorPosition} = useCursor();
	setCursorPosition(cursorOf(frame));
	if (!view.layout.fits) return <TooSmall frame={frame} theme={theme} />;
	const {header, footer, panels} = view.layout;
	const keys = drawFooter(view, footer.width);
	const overlay = dialog && drawDialog(dialog, size);
	return (
		<Box width={size.cols} height={size.rows}>
			<Surface rect={header} lines={[drawHeader(view, header.width)]} theme={theme} />
			{PANELS.map((panel) => {
				const rect = panels[panel];
				return rect && <Surface key={panel} rect={rect} lines={drawPanel(panel, frame, rect, theme)} theme={theme} />;
			})}
			<Surface rect={rectAbove(footer, keys.length)} lines={keys} theme={theme} />
			{overlay && <Surface rect={overlay.rect} lines={overlay.lines} theme={theme} />}
		</Box>
	);
};

const drawPanel = (panel: PanelId, {view, screen}: Frame, rect: Rect, theme: Theme): Line[] => {
	if (panel === 'missions') return drawMissions(view, rect);
	if (panel === 'tasks') return drawTasks(view, rect);
	return panel === 'sessions' ? drawSessions(view, rect) : drawScreen(view, screen, rect, theme);
};

/** The footer's place, grown upward where it has more to say than usual. */
const rectAbove = (footer: Rect, rows: number): Rect => ({
	...footer,
	y: footer.y + footer.height - rows,
	height: rows,
});

/** The real cursor stands where the focused session's is, for input methods and screen readers. */
const cursorOf = ({view, screen}: Frame): {x: number; y: number} | undefined => {
	const rect = view.layout.panels.screen;
	if (!view.state.attached || !screen?.cursor.visible || rect === undefined) return undefined;
	const y = screen.cursor.y - firstRow(screen, rect.height);
	if (y < 0 || y >= rect.height || screen.cursor.x >= rect.width) return undefined;
	return {x: rect.x + screen.cursor.x, y: rect.y + y};
};

const TooSmall = ({frame, theme}: {frame: Frame; theme: Theme}) => {
	const {cols, rows} = frame.view.state.size;
	const text = [`mosaic needs ${SMALLEST.cols}×${SMALLEST.rows} cells`, `this terminal has ${cols}×${rows}`];
	return (
		<Box width={cols} height={rows}>
			<Surface
				rect={{x: 0, y: 0, width: cols, height: rows}}
				lines={message(text, cols).slice(0, rows)}
				theme={theme}
			/>
		</Box>
	);
};
