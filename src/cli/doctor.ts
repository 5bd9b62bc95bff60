// `mosaic doctor`: tries what mosaic needs, instead of guessing from version numbers.
import type {Context} from './context.ts';
import type {Check, CheckState} from './doctor/check.ts';
import {checkMachine} from './doctor/machine.ts';
import {checkProject} from './doctor/project.ts';
import {checkRepository} from './doctor/repository.ts';
import {checkRuntimes} from './doctor/runtimes.ts';
import {checkScreen} from './doctor/screen.ts';
import type {Output, Style} from './print/output.ts';
import {table} from './print/table.ts';

/** Prints every check; 0 when all that is needed works, 1 when something does not. */
export const doctorCommand = async (context: Context): Promise<number> => {
	const machine = await checkMachine(context);
	const project = [...checkProject(context), ...(await checkRepository(context))];
	const checks = [...machine, ...checkScreen(context), ...(await checkRuntimes(context)), ...project];
	const ok = checks.every(({state}) => state !== 'failed');
	if (context.json) context.output.document('doctor', {ok, checks});
	else context.output.print(doctorText(checks, ok, context.output));
	return ok ? 0 : 1;
};

const LOOKS: Readonly<Record<CheckState, {word: string; style: Style}>> = {
	ok: {word: '● ok', style: 'green'},
	warning: {word: '! look', style: 'yellow'},
	failed: {word: '✗ failed', style: 'red'},
};

const doctorText = (checks: readonly Check[], ok: boolean, output: Output): string => {
	const paint = (cell: string, row: number) => output.styled(LOOKS[checks[row]?.state ?? 'ok'].style, cell);
	const columns = [{title: '', paint}, {title: ''}, {title: ''}];
	const rows = checks.map(({name, state, detail}) => [LOOKS[state].word, name, detail]);
	const [, ...lines] = table(columns, rows, null);
	return [...lines, '', ok ? 'Everything that mosaic needs works.' : 'Something that mosaic needs does not work.'].join(
		'\n',
	);
};
