// OSC 99, notifications in pieces: `KEY=VALUE:KEY=VALUE;PAYLOAD`. https://sw.kovidgoyal.net/kitty/desktop-notifications/
import type {ScreenSignal} from '../domain/signal.ts';
import {decodeUtf8, notificationSignal} from './signals.ts';

/** Notifications that are begun and not ended, and how long each may grow. */
const MOST_OPEN = 8;
const LONGEST = 4096;

type Parts = {readonly title: string; readonly body: string};

/** Takes payloads; gives a notification with its last piece, else null. Queries, buttons, icons are passed over. */
export const createKittyNotifications = () => {
	const open = new Map<string, Parts>();
	return (payload: string): ScreenSignal | null => {
		const split = payload.indexOf(';');
		if (split < 0 || payload.length > LONGEST) return null;
		const fields = metadataOf(payload.slice(0, split));
		const id = fields.get('i') ?? '';
		const part = fields.get('p') ?? 'title';
		if (part !== 'title' && part !== 'body') return null;
		const raw = payload.slice(split + 1);
		const text = fields.get('e') === '1' ? decodeUtf8(raw) : raw;
		const before = open.get(id) ?? {title: '', body: ''};
		open.delete(id);
		if (text === null) return null;
		const now = {...before, [part]: (before[part] + text).slice(0, LONGEST)};
		if (fields.get('d') !== '0') return notificationSignal(now.title, now.body);
		if (open.size >= MOST_OPEN) open.delete(open.keys().next().value as string);
		open.set(id, now);
		return null;
	};
};

const metadataOf = (text: string): Map<string, string> =>
	new Map(
		text.split(':').flatMap((field): [string, string][] => {
			const match = /^([a-zA-Z])=([\w.+-]{0,64})$/.exec(field);
			return match ? [[match[1] as string, match[2] as string]] : [];
		}),
	);
