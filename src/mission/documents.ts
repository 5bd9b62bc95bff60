// The two documents that a new mission starts with. Agents and people write in them; mosaic never reads them.
import type {Mission} from '../domain/mission.ts';
import {plainLine} from '../domain/text.ts';

/** What the mission is for; a person fills it in, every agent reads it first. */
export const manifestText = (mission: Mission): string => `# ${plainLine(mission.name)}

## Objective

What shall be true when this mission is over, and how anyone can see that it is.

## Boundaries

What must not be changed, and what is out of reach.

## Plan

The tasks are in ${plainLine(mission.tasks_file)}.
`;

/** What one session wants the next one to know. */
export const scratchpadText = (mission: Mission): string => `# Scratchpad of ${plainLine(mission.name)}

Newest entry first: date, session, what was learned, what was tried in vain, what comes next.
`;
