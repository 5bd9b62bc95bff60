import type {Binding} from '../binding.ts';
import {cellText, wrap} from '../cells.ts';
import {BINDINGS} from '../keymap.ts';
import {fitLine, lineWidth, span} from '../line.ts';
import type {Line, Token} from '../theme.ts';
import type {View} from '../view.ts';
import type {Toast} from '../view-state.ts';
import {keyName} from './key-name.ts';

const TONES: Readonly<Record<Toast['tone'], Token>> = {info: 'warn', good: 'good', bad: 'bad'};

/** The last lines: the keys that work here, above them what just happened or is under way, in as many lines as it needs. */
export const drawFooter = (view: View, width: number): Line[] => {
	if (view.state.attached)
		return [
			fitLine(
				[span(' Ctrl+Q', 'marked'), span(' leaves; the agent goes on. All other keys go to it.', 'muted')],
				width,
			),
		];
	return [...news(view, width).map((line) => fitLine(line, width)), fitLine(keysLine(view, width), width)];
};

const MOST_NEWS = 4;

const news = ({state}: View, width: number): Line[] => {
	const {toast, pending} = state;
	if (toast)
		return wrap(cellText(toast.text), width - 2, MOST_NEWS).map((line) => [span(` ${line}`, TONES[toast.tone])]);
	const doing = pending.map((one) => `${cellText(one.doing)}…`).join('  ');
	return [[span(` ${doing}`, 'active')]];
};

const keysLine = (view: View, width: number): Line => {
	if (view.state.filtering)
		return [...hint('Enter', 'keep', false), ...hint('Esc', 'clear', false), ...hint('↑↓', 'move', false)];
	if (view.state.dialog?.kind === 'help') return [...hint('j/k', 'scroll', false), ...hint('Esc', 'close', false)];
	if (view.state.dialog) return [...hint('y', 'yes', false), ...hint('n', 'no', false)];
	const shown = BINDINGS.filter((binding) => binding.footer !== undefined && (binding.footerWhen?.(view) ?? true));
	const hints = shown.map((binding) => ({binding, line: bindingHint(binding, view)}));
	const kept = new Set<Binding>();
	let room = width;
	for (const {binding, line} of hints.toSorted((a, b) => (a.binding.footer ?? 0) - (b.binding.footer ?? 0))) {
		room -= lineWidth(line);
		if (room < 0) break;
		kept.add(binding);
	}
	return hints.filter(({binding}) => kept.has(binding)).flatMap(({line}) => line);
};

const bindingHint = (binding: Binding, view: View): Line =>
	hint(keyName(binding.keys[0] ?? ''), binding.label, binding.whyDisabled(view) !== null);

/** A key and its word; one that does not work here is dim as a whole. */
const hint = (key: string, label: string, disabled: boolean): Line =>
	disabled ? [span(` ${key} ${label} `, 'muted')] : [span(` ${key}`, 'marked'), span(` ${label} `, 'accent')];
