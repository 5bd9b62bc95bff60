import {cellText} from '../cells.ts';
import type {Click} from '../click.ts';
import {pendingText} from '../clock.ts';
import type {Binding} from '../input/binding.ts';
import {bindingsIn, keysOfBinding} from '../input/keymap.ts';
import {clickable, fitLine, justify, lineWidth, span} from '../line.ts';
import {shownKey} from '../settings.ts';
import type {Line} from '../theme.ts';
import type {View} from '../view.ts';
import {keyName} from './key-name.ts';
import {TONE_GLYPHS, TONE_TOKENS} from './toasts.ts';

/** The last lines: what is under way, and the keys that work here. */
export const drawFooter = (view: View, width: number): Line[] => {
	if (view.state.attached && view.held === null) return [attachedLine(view, width)];
	const {pending, preparing, now} = view.state;
	const under = pending.map((one) => pendingText(one, now));
	const doing = [...under, ...(preparing === null ? [] : [preparing])].map(cellText).join('  ');
	const lines = [fitLine([span(` ${doing}`, 'active')], width), fitLine(keysLine(view, width), width)];
	return view.layout.footer.height > 1 ? lines : [lines[doing === '' ? 1 : 0] ?? []];
};

const attachedLine = ({state}: View, width: number): Line => {
	const leave = clickable(
		[span(` ${keyName(state.settings.leaveKey)}`, 'marked'), span(' leaves; the agent goes on.', 'muted')],
		{leave: true},
	);
	const newest = state.notices.shown.at(-1);
	if (newest === undefined) return fitLine([...leave, span(' All other keys go to it.', 'muted')], width);
	const told = fitLine(
		[span(`${TONE_GLYPHS[newest.tone]} ${cellText(newest.text)}`, TONE_TOKENS[newest.tone])],
		Math.max(0, width - lineWidth(leave) - 2),
	);
	return justify(leave, told, width);
};

const keysLine = (view: View, width: number): Line => {
	if (view.state.filtering) return [...ENTER('keep'), ...ESC('clear'), ...hint('↑↓', 'move')];
	const {dialog} = view.state;
	if (dialog?.kind === 'pick')
		return fitHints([hint('↑↓', 'choose'), ENTER('do it'), ESC(dialog.query === '' ? 'close' : 'clear')], width);
	if (dialog?.kind === 'write')
		return fitHints([ENTER('send'), hint('Ctrl+O', 'editor', {press: 'ctrl+o'}), ESC('close')], width);
	if (dialog)
		return fitHints(
			[...dialog.answers.map(({key, label}, choose) => hint(key, cellText(label), {choose})), ESC('close')],
			width,
		);
	return bindingHints(view, width);
};

/** The key that means it here; for an action without one the palette's. */
const keyShownFor = (binding: Binding, view: View): string => {
	const [key] = keysOfBinding(binding, view);
	return key === undefined ? shownKey(view.state.settings, binding.id) : keyName(key);
};

const fitHints = (hints: readonly Line[], width: number): Line => {
	const kept: Line[] = [];
	for (const one of hints) if (lineWidth([...kept.flat(), ...one]) <= width) kept.push(one);
	return kept.flat();
};

/** So narrow, the key that quits leaves its room to those that do something here; the help has it. */
const NARROW = 50;
const LAST = 100;

/** The keys that work here, in the order of the table; where not all fit, whole entries go, the least needed first. */
const bindingHints = (view: View, width: number): Line => {
	const shown = bindingsIn(view).filter(
		(binding) =>
			binding.footer !== undefined && (binding.footerWhen?.(view) ?? true) && binding.whyDisabled(view) === null,
	);
	const hints = shown.map((binding) => ({
		binding,
		line: hint(keyShownFor(binding, view), binding.label, {run: binding.id}),
	}));
	const kept = new Set<Binding>();
	let room = width;
	const rank = ({binding}: {binding: Binding}) =>
		binding.id === 'quit' && width < NARROW ? LAST : (binding.footer ?? 0);
	for (const {binding, line} of hints.toSorted((a, b) => rank(a) - rank(b))) {
		room -= lineWidth(line);
		if (room < 0) break;
		kept.add(binding);
	}
	return hints.filter(({binding}) => kept.has(binding)).flatMap(({line}) => line);
};

const hint = (key: string, label: string, click?: Click): Line => {
	const line = [span(` ${key}`, 'marked'), span(` ${label} `, 'accent')];
	return click === undefined ? line : clickable(line, click);
};

const ENTER = (label: string): Line => hint('Enter', label, {press: 'enter'});
const ESC = (label: string): Line => hint('Esc', label, {press: 'esc'});
