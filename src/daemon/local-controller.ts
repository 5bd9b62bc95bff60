// The controller of a person's own machine: all known projects, read from their files and journals, and acted upon
// through session hosts.
import {projectPaths} from '../config/paths.ts';
import {listProjects} from '../config/projects.ts';
import type {Command} from '../domain/command.ts';
import type {Controller, ControlState, MissionView, Outcome} from '../domain/controller.ts';
import {refusalFrom} from '../domain/errors.ts';
import {markDone} from '../engine/mark-done.ts';
import {createProjectFeed, type ProjectFeed} from './project-feed.ts';
import {openRemoteScreen, type RemoteScreen} from './remote-screen.ts';
import {startSessionHost} from './spawn.ts';
import {stopSession} from './stop-session.ts';

export type LocalControllerOptions = {
	readonly env: NodeJS.ProcessEnv;
	/** The project that is selected first; known from then on to this controller. */
	readonly project: string | undefined;
	/** The size of a new session's terminal. */
	readonly size: () => {readonly cols: number; readonly rows: number};
};

/** Opens the controller. Reading begins at once and goes on until `close`. */
export const openLocalController = ({env, project, size}: LocalControllerOptions): Controller => {
	const listeners = new Set<() => void>();
	const feeds = new Map<string, ProjectFeed>();
	const screens = new Map<string, Set<RemoteScreen>>();
	let selected: string | null = null;
	let state: ControlState = {loaded: false, missions: [], selected: null};

	const publish = (): void => {
		state = {loaded: true, missions: [...feeds.values()].map((feed) => feed.view()), selected};
		for (const listener of listeners) listener();
	};
	const roots = new Set([...(project === undefined ? [] : [project]), ...listProjects(env).map((known) => known.path)]);
	for (const root of roots) feeds.set(root, createProjectFeed(root, publish));
	const select = (root: string | null): void => {
		selected = root !== null && feeds.has(root) ? root : null;
		for (const [key, feed] of feeds) feed.setDetail(key === selected);
		publish();
	};
	select(project ?? firstReadable([...feeds.values()].map((feed) => feed.view())) ?? null);

	const screensOf = (root: string, sessionId: string): Set<RemoteScreen> => {
		const key = `${root}\0${sessionId}`;
		const open = screens.get(key) ?? new Set();
		screens.set(key, open);
		return open;
	};
	const liveScreen = (root: string, sessionId: string): RemoteScreen | undefined =>
		[...screensOf(root, sessionId)].find((screen) => screen.status === 'live');
	return {
		state: () => state,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		dispatch: async (command) => {
			try {
				if (command.type !== 'mission.select') return await perform(command, env, size());
				select(command.project);
				return {ok: true, message: ''};
			} catch (error) {
				return {ok: false, refusal: refusalFrom(error)};
			} finally {
				feeds.get(command.project)?.refresh();
			}
		},
		openScreen: (root, sessionId, wanted) => {
			const screen = openRemoteScreen(projectPaths(root), sessionId, wanted);
			const open = screensOf(root, sessionId);
			open.add(screen);
			const close = screen.close;
			return Object.assign(screen, {
				close: () => {
					open.delete(screen);
					close();
				},
			});
		},
		type: (root, sessionId, bytes) => liveScreen(root, sessionId)?.type(bytes),
		resize: (root, sessionId, wanted) => liveScreen(root, sessionId)?.resizeSession(wanted),
		close: () => {
			for (const feed of feeds.values()) feed.close();
			for (const open of screens.values()) for (const screen of open) screen.close();
			listeners.clear();
		},
	};
};

const firstReadable = (views: readonly MissionView[]): string | undefined =>
	(views.find((view) => view.liveSessions > 0) ?? views.find((view) => view.error === null) ?? views[0])?.project;

type Action = Exclude<Command, {type: 'mission.select'}>;

const perform = async (
	command: Action,
	env: NodeJS.ProcessEnv,
	size: {cols: number; rows: number},
): Promise<Outcome> => {
	const paths = projectPaths(command.project);
	switch (command.type) {
		case 'task.start':
		case 'task.resume': {
			const options = {taskId: command.taskId, resume: command.type === 'task.resume'};
			const started = await startSessionHost({root: paths.root, options, ...size, watched: false, inline: false}, env);
			if ('code' in started) return {ok: false, refusal: started};
			return {ok: true, message: `${started.sessionId} works on ${started.taskId} (PID ${started.pid})`};
		}
		case 'task.mark-done': {
			const task = markDone(paths, command.taskId, env, () => new Date().toISOString());
			return 'code' in task ? {ok: false, refusal: task} : {ok: true, message: `${task.id} is done`};
		}
		case 'session.stop': {
			const fault = await stopSession(paths, {sessionId: command.sessionId, by: 'a person', force: false});
			return {ok: true, message: `${command.sessionId} was stopped${fault === null ? '' : `, but: ${fault}`}`};
		}
	}
};
