/**
 * The prompt as one argument, or as typed text. A first character that programs take for an option, a command of their
 * own, a shell line or a file to read is moved off the first place: task text must not become any of these.
 */
export const promptText = (prompt: string): string => (/^\s*[-@/!#&?$]/.test(prompt) ? `Prompt:\n${prompt}` : prompt);
