/** A small tasks file with two milestones: T1 done, T2 ready, T3 and T4 waiting. */
export const TASKS = `# Plan

## M1: Foundation

| id | status | description | depends | verify | pr | notes |
|---|---|---|---|---|---|---|
| T1 | done | Lay the ground | | | | |
| T2 | not-started | 日本語 🏗️ walls | T1 | | | |
| T3 | not-started | Roof | T2 | | | |

## M2: Garden

| id | status | description | depends |
|---|---|---|---|
| T4 | not-started | Trees | T3 |
`;
