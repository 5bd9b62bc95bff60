import type {Progress} from '../../domain/readiness.ts';
import {span} from '../line.ts';
import type {Line} from '../theme.ts';

/** `███░░ 3/7 42%`, or without the percentage; a bar is full only when all is done, and never empty once something is. */
export const progressLine = ({done, total, pct}: Progress, {cells = 5, percent = true} = {}): Line => {
	const share = total === 0 ? 0 : Math.floor((done * cells) / total);
	const full = done > 0 ? Math.max(1, share) : 0;
	return [
		span('█'.repeat(full), done === total ? 'good' : 'active'),
		span('░'.repeat(cells - full), 'muted'),
		span(` ${done}/${total}${percent ? ` ${pct}%` : ''}`, 'muted'),
	];
};
