import {readCopyPolicy} from '../../config/copy-policy.ts';
import type {Copied} from '../../tui/outer/clipboard.ts';
import {type ClipboardOptions, createClipboard} from './clipboard.ts';

/** Copies a text to where the user's settings say at this moment. */
export const copyFor = (options: Omit<ClipboardOptions, 'policy'>, text: string): Promise<Copied> =>
	createClipboard({...options, policy: () => readCopyPolicy(options.env)}).copy(text);
