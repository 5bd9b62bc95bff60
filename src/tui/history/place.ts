/** A cell of a session's history: the number of its line and its column. */
export type Place = {readonly line: number; readonly x: number};

/** Below zero where `a` stands before `b`, 0 where they are the same. */
export const comparePlaces = (a: Place, b: Place): number => a.line - b.line || a.x - b.x;

/** A number brought between two bounds; the lower one where they cross. */
export const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
