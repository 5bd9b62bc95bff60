/** Names a session among those of all projects. */
export type SessionRef = {readonly project: string; readonly sessionId: string};
