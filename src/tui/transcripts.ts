import type {Preparation} from './preparing.ts';
import type {SessionRef} from './session-ref.ts';

/** A pager or an editor that has its text; `show` gives why it could not be shown, or null. */
export type ReadyViewer = {show(): Promise<string | null>; discard(): void};

/** Makes a session's transcript ready for a person's own program. Throws an error whose message is for that person. */
export type Transcripts = (
	session: SessionRef,
	how: 'pager' | 'editor',
	preparation: Preparation,
) => Promise<ReadyViewer>;

/** An editor that has its text; `text` is what the person left. */
export type ReadyEditor = ReadyViewer & {text(): string};
