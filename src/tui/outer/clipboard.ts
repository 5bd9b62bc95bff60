/** Where a person's copies go; given by the one who mounts. Never throws. */
export type Clipboard = {copy(text: string): Promise<Copied>};

/** `to` names where it went, for one who wonders; `reason` is a sentence. */
export type Copied = {readonly ok: true; readonly to: string} | {readonly ok: false; readonly reason: string};
