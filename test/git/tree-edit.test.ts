import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fileAt, treeWithFiles, treeWithPathsOf} from '../../src/git/build-commit.ts';
import {gitIn, repo} from './repo.ts';

describe('a tree with files replaced', () => {
	test('differs in these files alone, however deep they lie', async () => {
		const at = repo({'a/b/c.txt': 'c\n', 'a/d.txt': 'd\n', 'é "x"\n.txt': 'x\n'});
		const tree = gitIn(at, at.root, 'rev-parse', 'HEAD^{tree}');
		const edited = await treeWithFiles(at.place, tree, [
			{path: 'a/b/c.txt', content: 'C\n'},
			{path: 'new/deep/TASKS.md', content: '- [x] é\n'},
		]);
		expect(gitIn(at, at.root, 'diff-tree', '-r', '--name-status', tree, edited)).toBe(
			'M\ta/b/c.txt\nA\tnew/deep/TASKS.md',
		);
		expect((await fileAt(at.place, edited, 'new/deep/TASKS.md'))?.toString()).toBe('- [x] é\n');
		expect(await treeWithPathsOf(at.place, edited, tree, ['a/b/c.txt', 'new/deep/TASKS.md'])).toBe(tree);
		expect(await treeWithFiles(at.place, tree, [{path: 'a/d.txt', content: 'd\n'}])).toBe(tree);
	});

	test('keeps that a file can be run', async () => {
		const at = repo({'run.sh': 'x\n'});
		gitIn(at, at.root, 'update-index', '--chmod=+x', 'run.sh');
		const tree = gitIn(at, at.root, 'write-tree');
		const edited = await treeWithFiles(at.place, tree, [{path: 'run.sh', content: 'y\n'}]);
		expect(gitIn(at, at.root, 'ls-tree', edited)).toMatch(/^100755 blob \w+\trun\.sh$/);
	});

	test.each(['../x', '/etc/passwd', '.git/config', 'a/../b', 'a//b', 'x/.GIT/y', ''])(
		'never holds %j',
		async (path) => {
			const at = repo();
			await expect(treeWithFiles(at.place, 'HEAD', [{path, content: ''}])).rejects.toThrow(/no path within/);
		},
	);

	test('is what an index would have made of it', async () => {
		const at = repo({'a/x.txt': 'x\n', 'ab.txt': 'y\n', 'a.txt': 'z\n'});
		const tree = gitIn(at, at.root, 'rev-parse', 'HEAD^{tree}');
		const name = fc.constantFrom('a/x.txt', 'a/y.txt', 'a-b/x', 'ab.txt', 'b/c/d', 'a0');
		await fc.assert(
			fc.asyncProperty(fc.uniqueArray(name, {maxLength: 4}), async (names) => {
				const made = await treeWithFiles(
					at.place,
					tree,
					names.map((path) => ({path, content: `new ${path}\n`})),
				);
				gitIn(at, at.root, 'read-tree', tree);
				for (const path of names) {
					const blob = gitIn(at, at.root, 'rev-parse', `${made}:${path}`);
					gitIn(at, at.root, 'update-index', '--add', '--cacheinfo', `100644,${blob},${path}`);
				}
				expect(made).toBe(gitIn(at, at.root, 'write-tree'));
			}),
			{numRuns: 10},
		);
	});
});
