import {type Answer, answered} from './answer.ts';
import {asText, call, mustLine, type Place} from './call.ts';

/** Who commits here, as `Name <address>`, and whether commits are signed. Refused where git has not been told. */
export const committerOf = (place: Place): Promise<Answer<{readonly who: string; readonly signs: boolean}>> =>
	answered(async () => {
		const line = await mustLine(place, ['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT']);
		const signs = (await call(place, ['config', '--type=bool', 'commit.gpgSign'])).stdout.trim() === 'true';
		return {who: asText(line).replace(/ \d+ [+-]\d+$/, ''), signs};
	});
