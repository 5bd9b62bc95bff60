// A session's cells without their links, where the policy keeps those in: the text stays.
import type {CellExtra, CellSink} from '../domain/screen.ts';
import type {Surface} from './compositor/surface.ts';

/** The same surface; its cells are text only. */
export const withoutLinks = ({rect, cells}: Surface): Surface => ({
	rect,
	cells: (y, sink) => {
		const bare: CellSink = {
			put: (x, glyph, width, fg, bg, attributes, extra) =>
				sink.put(x, glyph, width, fg, bg, attributes, extra && withoutLink(extra)),
		};
		cells(y, bare);
	},
});

/** The same object for the same cells, as whoever compares them expects. */
const known = new WeakMap<CellExtra, CellExtra>();

const withoutLink = (extra: CellExtra): CellExtra => {
	if (extra.link === null) return extra;
	const bare = known.get(extra) ?? {...extra, link: null};
	known.set(extra, bare);
	return bare;
};
