import {RUN_TABLES} from './run-tables.ts';

/** The schema's history. The n-th entry takes a database from version n-1 to n; an entry is never changed once released. */
export const MIGRATIONS: readonly string[] = [
	`
	CREATE TABLE event (
		seq INTEGER PRIMARY KEY AUTOINCREMENT,
		at TEXT NOT NULL,
		run_id TEXT,
		run_seq INTEGER,
		session_id TEXT,
		type TEXT NOT NULL,
		key TEXT UNIQUE,
		data TEXT NOT NULL
	) STRICT;
	CREATE UNIQUE INDEX event_of_run ON event (run_id, run_seq) WHERE run_id IS NOT NULL;

	CREATE TABLE run (
		number INTEGER PRIMARY KEY AUTOINCREMENT,
		id TEXT NOT NULL UNIQUE,
		task_id TEXT NOT NULL,
		task_title TEXT NOT NULL,
		workflow TEXT NOT NULL,
		state TEXT NOT NULL,
		milestone_id TEXT,
		created_at TEXT NOT NULL,
		ended_at TEXT,
		event_count INTEGER NOT NULL DEFAULT 0
	) STRICT;
	CREATE INDEX run_of_task ON run (task_id, number);
	CREATE INDEX run_active ON run (number) WHERE state IN ('running', 'interrupted');

	CREATE TABLE session (
		number INTEGER PRIMARY KEY,
		id TEXT NOT NULL UNIQUE,
		run_id TEXT NOT NULL REFERENCES run (id),
		task_id TEXT NOT NULL,
		task_title TEXT NOT NULL,
		runtime TEXT NOT NULL,
		argv TEXT NOT NULL,
		milestone_id TEXT,
		pid INTEGER,
		state TEXT NOT NULL,
		evidence TEXT NOT NULL,
		message TEXT,
		started_at TEXT NOT NULL,
		ended_at TEXT,
		ended_reason TEXT,
		exit_code INTEGER,
		signal TEXT,
		start_failed INTEGER NOT NULL DEFAULT 0,
		/** The status text that stood in the tasks file before mosaic marked it; put back when the start fails. */
		previous_status TEXT,
		settled INTEGER NOT NULL DEFAULT 0
	) STRICT;
	CREATE INDEX session_of_task ON session (task_id, number);
	CREATE INDEX session_open ON session (number) WHERE ended_at IS NULL;
	CREATE INDEX session_unsettled ON session (number) WHERE settled = 0;

	CREATE TABLE claim (
		generation INTEGER PRIMARY KEY AUTOINCREMENT,
		checkout TEXT NOT NULL,
		session_id TEXT NOT NULL,
		token TEXT NOT NULL,
		active INTEGER NOT NULL,
		reaped INTEGER NOT NULL DEFAULT 0,
		host_pid INTEGER NOT NULL,
		host_started TEXT NOT NULL,
		hostname TEXT NOT NULL,
		boot_id TEXT NOT NULL,
		pid_namespace TEXT,
		agent_pid INTEGER,
		agent_started TEXT,
		socket TEXT,
		claimed_at TEXT NOT NULL,
		released_at TEXT
	) STRICT;
	CREATE UNIQUE INDEX claim_one_active ON claim (checkout) WHERE active = 1;
	CREATE INDEX claim_unreaped ON claim (checkout) WHERE reaped = 0;
	CREATE INDEX claim_of_session ON claim (session_id);
	`,
	`
	CREATE TABLE engine_lease (
		generation INTEGER PRIMARY KEY AUTOINCREMENT,
		token TEXT NOT NULL,
		active INTEGER NOT NULL,
		pid INTEGER NOT NULL,
		started TEXT NOT NULL,
		hostname TEXT NOT NULL,
		boot_id TEXT NOT NULL,
		pid_namespace TEXT,
		socket TEXT,
		taken_at TEXT NOT NULL,
		released_at TEXT
	) STRICT;
	CREATE UNIQUE INDEX engine_lease_one_active ON engine_lease (active) WHERE active = 1;
	`,
	RUN_TABLES,
	`
	ALTER TABLE session ADD COLUMN rule TEXT;
	ALTER TABLE session ADD COLUMN seen TEXT;
	ALTER TABLE session ADD COLUMN state_since TEXT;
	`,
	'ALTER TABLE session ADD COLUMN progress TEXT;',
	'ALTER TABLE session ADD COLUMN release TEXT;',
];
