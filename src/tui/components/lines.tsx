import {Box, Text} from 'ink';
import {memo} from 'react';
import type {Rect} from '../layout.ts';
import {type Line, paint, type Theme} from '../theme.ts';

/** Lines at a place on the screen, one text each; a line that did not change is not drawn again. */
export const Lines = ({rect, lines, theme}: {rect: Rect; lines: readonly Line[]; theme: Theme}) => (
	<Box
		position="absolute"
		marginLeft={rect.x}
		marginTop={rect.y}
		width={rect.width}
		height={rect.height}
		flexDirection="column"
	>
		{lines.map((line, row) => (
			// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
			<Row key={row} text={paint(theme, line)} />
		))}
	</Box>
);

const Row = memo(({text}: {text: string}) => <Text wrap="truncate">{text}</Text>);
