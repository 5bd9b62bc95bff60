// The demo's throw-away project: a word counter that somebody planned in a tasks file.

/** Its tasks file. What is special about a task stands in its notes, with the keys that help. */
const TASKS = `# Plan of the word counter

## M1: It counts

| id | status | description | depends | verify | pr | notes |
|---|---|---|---|---|---|---|
| T1 | not-started | Count the words of a text | | \`node --check src/count.js\` | | |
| T2 | not-started | Test the counter | T1 | \`node --test\` | | its first attempt fails the test and goes back |
| T3 | not-started | Read the text from a file | T1 | \`node --check src/main.js\` | | its agent crashes once |

## M2: It can be given away

| id | status | description | depends | verify | pr | notes |
|---|---|---|---|---|---|---|
| T4 | not-started | Choose a licence | | | | its agent asks you |
| T5 | not-started | Write the manual | T3, T4 | | | its agent asks you |

## M3: Release

| id | status | description | depends | verify | pr | notes |
|---|---|---|---|---|---|---|
| T6 | not-started | Write the changelog | T2, T5 | | | |
`;

/** What lies in the repository before the first agent comes. */
export const FIRST_FILES: Readonly<Record<string, string>> = {
	'TASKS.md': TASKS,
	'README.md': '# Word counter\n\nA throw-away project of `mosaic demo`.\n',
	'package.json': '{"name": "word-counter", "type": "module", "private": true}\n',
};

/** What the agent does for one task. */
export type Work = {
	readonly thought: string;
	readonly file: string;
	/** `answer` is what a person said to `question`; empty where none was asked. */
	readonly text: (answer: string) => string;
	readonly question?: {readonly text: string; readonly choices: readonly string[]};
	/** What it writes at first, and wrongly: the checks send it back. */
	readonly firstTry?: string;
	/** Dies half-way, unless a session before it did already. */
	readonly crashesOnce?: true;
};

const testOfCounter = (words: number): string =>
	[
		'import assert from "node:assert/strict";',
		'import test from "node:test";',
		'import {countWords} from "../src/count.js";',
		'',
		'test("counts what stands between blanks", () => {',
		'\tassert.equal(countWords(""), 0);',
		`\tassert.equal(countWords(" one\\n two "), ${words});`,
		'});',
		'',
	].join('\n');

/** The work by task id. */
export const WORK: Readonly<Record<string, Work>> = {
	T1: {
		thought: 'A word is what stands between blanks.',
		file: 'src/count.js',
		text: () => 'export const countWords = (text) => text.split(/\\s+/).filter((word) => word !== "").length;\n',
	},
	T2: {
		thought: 'Nothing, one word, several, and odd blanks.',
		file: 'test/count.test.js',
		firstTry: testOfCounter(3),
		text: () => testOfCounter(2),
	},
	T3: {
		thought: 'The file is small enough to be read at once.',
		file: 'src/main.js',
		text: () =>
			[
				'import {readFileSync} from "node:fs";',
				'import {countWords} from "./count.js";',
				'',
				'console.log(countWords(readFileSync(process.argv[2], "utf8")));',
				'',
			].join('\n'),
		crashesOnce: true,
	},
	T4: {
		thought: 'A licence is for people to choose, not for me.',
		file: 'LICENSE',
		text: (answer) => `This project is licensed under ${answer}.\n`,
		question: {text: 'Under which licence shall it be given away?', choices: ['MIT', 'Apache-2.0']},
	},
	T5: {
		thought: 'Two commands are all there is to tell.',
		file: 'MANUAL.md',
		text: (answer) =>
			answer === 'Deutsch'
				? '# Handbuch\n\n`node src/main.js DATEI` zeigt, wie viele Wörter DATEI hat.\n'
				: '# Manual\n\n`node src/main.js FILE` prints how many words FILE has. `node --test` checks it.\n',
		question: {text: 'In which language?', choices: ['English', 'Deutsch']},
	},
	T6: {
		thought: 'The commits say what happened.',
		file: 'CHANGELOG.md',
		text: () => '# Changelog\n\n## 1.0.0\n\n- It counts words.\n',
	},
};
