import {execFileSync} from 'node:child_process';
import {realpathSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {workFolders} from '../../../src/engine/agents/work-folders.ts';
import {adapterOf} from '../../../src/runtimes/adapters.ts';
import {scratchProject} from '../../support/scratch.ts';

const withWorktree = () => {
	const project = scratchProject({'a.txt': 'one\n'});
	const checkout = path.join(project.home, 'w');
	execFileSync('git', ['worktree', 'add', '-q', '-b', 'mosaic/T1', checkout], {cwd: project.root, env: project.env});
	return {root: realpathSync(project.root), checkout};
};

test('a commit in a worktree writes its own part of the repository, objects and mosaic’s branches, and no hook or setting', () => {
	const {root, checkout} = withWorktree();
	expect(workFolders(root, checkout, '/turn')).toEqual([
		'/turn',
		path.join(root, '.git/worktrees/w'),
		...['objects', 'refs/heads/mosaic', 'logs/refs/heads/mosaic'].map((name) => path.join(root, '.git', name)),
	]);
});

test('a checkout that points somewhere else, or is no worktree, opens nothing', () => {
	const {root, checkout} = withWorktree();
	expect(workFolders(root, root, '/turn')).toEqual(['/turn']);
	writeFileSync(path.join(checkout, '.git'), `gitdir: ${path.dirname(root)}\n`);
	expect(workFolders(root, checkout, '/turn')).toEqual(['/turn']);
});

test('codex is told of them where its sandbox holds it to the checkout', () => {
	const options = {
		command: [],
		prompt: 'x',
		cwd: '/w',
		sessionId: 's',
		resume: null,
		model: null,
		effort: null,
	} as const;
	const argv = (permissions: 'read' | 'edit' | 'all') =>
		adapterOf('codex').headless({...options, permissions, allowedTools: [], trusted: false, writable: ['/turn']}).argv;
	expect(argv('edit')).toContain('sandbox_workspace_write.writable_roots=["/turn"]');
	expect(argv('read').join(' ')).not.toContain('writable_roots');
	expect(argv('all').join(' ')).not.toContain('writable_roots');
});
