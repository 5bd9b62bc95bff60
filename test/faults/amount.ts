/** How much is tried: `FAULTS=full` tries all, anything else a sample that a person waits for. */
export const isFull = process.env.FAULTS === 'full';
