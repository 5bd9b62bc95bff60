/** Version 3: the runs that the engine drives. Solo runs keep their rows; they are closed from the beginning. */
export const RUN_TABLES = `
	/** Two pages fewer for each event: no counter beside the rows that are never deleted, no entry for a key that is none. */
	CREATE TABLE event_slim (
		seq INTEGER PRIMARY KEY,
		at TEXT NOT NULL,
		run_id TEXT,
		run_seq INTEGER,
		session_id TEXT,
		type TEXT NOT NULL,
		key TEXT,
		data TEXT NOT NULL
	) STRICT;
	INSERT INTO event_slim (seq, at, run_id, run_seq, session_id, type, key, data)
		SELECT seq, at, run_id, run_seq, session_id, type, key, data FROM event ORDER BY seq;
	DROP TABLE event;
	ALTER TABLE event_slim RENAME TO event;
	CREATE UNIQUE INDEX event_of_run ON event (run_id, run_seq) WHERE run_id IS NOT NULL;
	CREATE UNIQUE INDEX event_key ON event (key) WHERE key IS NOT NULL;

	ALTER TABLE run ADD COLUMN engine INTEGER NOT NULL DEFAULT 0;
	ALTER TABLE run ADD COLUMN closed INTEGER NOT NULL DEFAULT 1;
	ALTER TABLE run ADD COLUMN repository TEXT;
	ALTER TABLE run ADD COLUMN base_branch TEXT;
	ALTER TABLE run ADD COLUMN workflow_hash TEXT;
	ALTER TABLE run ADD COLUMN roles_hash TEXT;
	ALTER TABLE run ADD COLUMN inputs_hash TEXT;
	ALTER TABLE run ADD COLUMN branch TEXT;
	ALTER TABLE run ADD COLUMN worktree TEXT;
	ALTER TABLE run ADD COLUMN base_commit TEXT;
	ALTER TABLE run ADD COLUMN paused_from TEXT;
	ALTER TABLE run ADD COLUMN failure TEXT;
	ALTER TABLE run ADD COLUMN integrated TEXT;
	ALTER TABLE run ADD COLUMN batch_id TEXT;
	CREATE INDEX run_of_batch ON run (batch_id) WHERE batch_id IS NOT NULL;
	DROP INDEX run_active;
	CREATE INDEX run_active ON run (number)
		WHERE state IN ('running', 'waiting', 'paused', 'stopping', 'interrupted');
	CREATE INDEX run_unclosed ON run (number) WHERE closed = 0;
	/** The events that a run is folded from; those of its sessions, which can be many, are left out. */
	CREATE INDEX event_of_machine ON event (run_id, seq) WHERE run_id IS NOT NULL AND session_id IS NULL;

	CREATE TABLE step (
		run_id TEXT NOT NULL REFERENCES run (id),
		position INTEGER NOT NULL,
		key TEXT NOT NULL,
		kind TEXT NOT NULL,
		title TEXT NOT NULL,
		role TEXT,
		state TEXT NOT NULL,
		attempt INTEGER NOT NULL,
		attempts INTEGER NOT NULL,
		turn INTEGER NOT NULL,
		verdict TEXT,
		summary TEXT,
		reason TEXT,
		failure TEXT,
		session_id TEXT,
		started_at TEXT,
		ended_at TEXT,
		worked_ms INTEGER NOT NULL,
		PRIMARY KEY (run_id, position)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE approval (
		id TEXT PRIMARY KEY,
		run_id TEXT NOT NULL REFERENCES run (id),
		step TEXT NOT NULL,
		turn INTEGER NOT NULL,
		reason TEXT NOT NULL,
		title TEXT NOT NULL,
		proposal TEXT NOT NULL,
		commit_id TEXT,
		state TEXT NOT NULL,
		opened_at TEXT NOT NULL,
		decided_at TEXT,
		decision TEXT
	) STRICT;
	CREATE INDEX approval_of_run ON approval (run_id);
	CREATE INDEX approval_open ON approval (opened_at) WHERE state = 'open';

	CREATE TABLE question (
		id TEXT PRIMARY KEY,
		run_id TEXT NOT NULL REFERENCES run (id),
		step TEXT NOT NULL,
		turn INTEGER NOT NULL,
		session_id TEXT,
		question TEXT NOT NULL,
		options TEXT NOT NULL,
		state TEXT NOT NULL,
		asked_at TEXT NOT NULL,
		answered_at TEXT,
		answer TEXT,
		answered_by TEXT
	) STRICT;
	CREATE INDEX question_of_run ON question (run_id);
	CREATE INDEX question_open ON question (asked_at) WHERE state = 'open';

	/** The payload stands in the event that stored it. */
	CREATE TABLE artifact (
		id TEXT PRIMARY KEY,
		run_id TEXT NOT NULL REFERENCES run (id),
		kind TEXT NOT NULL,
		step TEXT,
		turn INTEGER,
		subject TEXT NOT NULL,
		hash TEXT NOT NULL,
		changed_hash TEXT,
		at TEXT NOT NULL,
		seq INTEGER NOT NULL REFERENCES event (seq)
	) STRICT;
	CREATE INDEX artifact_of_run ON artifact (run_id);

	CREATE TABLE finding (
		run_id TEXT NOT NULL REFERENCES run (id),
		step TEXT NOT NULL,
		turn INTEGER NOT NULL,
		source TEXT NOT NULL,
		severity TEXT NOT NULL,
		file TEXT,
		line INTEGER,
		message TEXT NOT NULL,
		fix TEXT,
		at TEXT NOT NULL
	) STRICT;
	CREATE INDEX finding_of_run ON finding (run_id);

	CREATE TABLE check_result (
		run_id TEXT NOT NULL REFERENCES run (id),
		step TEXT,
		turn INTEGER NOT NULL,
		name TEXT NOT NULL,
		argv TEXT NOT NULL,
		exit_code INTEGER,
		signal TEXT,
		timed_out INTEGER NOT NULL,
		duration_ms REAL NOT NULL,
		tail TEXT NOT NULL,
		verdict TEXT NOT NULL,
		at TEXT NOT NULL
	) STRICT;
	CREATE INDEX check_result_of_run ON check_result (run_id);

	CREATE TABLE usage (
		run_id TEXT NOT NULL REFERENCES run (id),
		step TEXT NOT NULL,
		turn INTEGER NOT NULL,
		role TEXT NOT NULL,
		runtime TEXT NOT NULL,
		model TEXT,
		input_tokens INTEGER NOT NULL,
		output_tokens INTEGER NOT NULL,
		cache_read_tokens INTEGER NOT NULL,
		cache_write_tokens INTEGER NOT NULL,
		cost_usd REAL,
		at TEXT NOT NULL
	) STRICT;
	CREATE INDEX usage_of_run ON usage (run_id);

	CREATE TABLE follow_up (
		id TEXT PRIMARY KEY,
		run_id TEXT NOT NULL REFERENCES run (id),
		step TEXT,
		kind TEXT NOT NULL,
		title TEXT NOT NULL,
		detail TEXT,
		suggested_action TEXT,
		at TEXT NOT NULL
	) STRICT;
	CREATE INDEX follow_up_of_run ON follow_up (run_id);

	CREATE TABLE effect (
		key TEXT PRIMARY KEY,
		run_id TEXT NOT NULL REFERENCES run (id),
		step TEXT,
		turn INTEGER,
		kind TEXT NOT NULL,
		outcome TEXT,
		recovered INTEGER NOT NULL DEFAULT 0,
		started_at TEXT NOT NULL,
		ended_at TEXT
	) STRICT;
	CREATE INDEX effect_of_run ON effect (run_id);

	CREATE TABLE batch (
		id TEXT PRIMARY KEY,
		workflow TEXT,
		until_task TEXT,
		parallel INTEGER NOT NULL,
		started_at TEXT NOT NULL,
		ended_at TEXT,
		reason TEXT
	) STRICT;
	CREATE INDEX batch_open ON batch (started_at) WHERE ended_at IS NULL;
	/** How often a batch left a task alone, and came back to it. */
	CREATE TABLE batch_task (
		batch_id TEXT NOT NULL REFERENCES batch (id),
		task_id TEXT NOT NULL,
		run_id TEXT NOT NULL,
		suspended INTEGER NOT NULL,
		resumed INTEGER NOT NULL,
		reason TEXT,
		PRIMARY KEY (batch_id, task_id)
	) STRICT, WITHOUT ROWID;
`;
