// What the columns of a task table are called.

export type Field =
	| 'id'
	| 'title'
	| 'status'
	| 'milestone'
	| 'depends'
	| 'verify'
	| 'pr'
	| 'notes'
	| 'priority'
	| 'owner'
	| 'estimate';

const ALIASES: Readonly<Record<Field, string>> = {
	id: 'id # no nr number taskid ticket key ref tid',
	title:
		'title task tasktitle taskname description desc taskdescription name summary item what subject deliverable workitem feature story work',
	status: 'status state taskstatus currentstatus done ✓ ✔ ✅ done?',
	milestone: 'milestone milestones phase sprint epic stage wave release iteration',
	depends:
		'dependson depends deps dep dependency dependencies blockedby blockers requires prerequisite prerequisites prereqs blockedon waitsfor',
	verify:
		'verify verification acceptance acceptancecriteria gate gates criteria dod definitionofdone donewhen check test tests validation',
	pr: 'pr prs pullrequest prlink mr mergerequest',
	notes: 'notes note evidence comment comments remark remarks',
	priority: 'priority prio pri p',
	owner: 'owner assignee assigned assignedto agent who',
	estimate: 'estimate est estimates effort size points hours',
};

const FIELDS = new Map<string, Field>();
for (const [field, names] of Object.entries(ALIASES))
	for (const name of names.split(' ')) FIELDS.set(name, field as Field);

const nameOf = (header: string): string => {
	const words = header.toLowerCase().replace(/[*_`~\s-]|\ufe0f/g, '');
	return FIELDS.has(words) ? words : words.replace(/[^\p{L}#?]/gu, '');
};

/** The field that a label or a header names, if any. */
export const fieldOf = (header: string): Field | undefined =>
	header.length > 60 ? undefined : FIELDS.get(nameOf(header));

/** Which column holds which field, and the headers that stand for a field already taken. */
export type Columns = {readonly of: ReadonlyMap<Field, number>; readonly repeated: readonly string[]};

/**
 * Reads a header row. The first column of a name counts. `title` prefers a column of that name over a description, and
 * a `task` column beside a title or description holds the ids where no other column does.
 */
export const readColumns = (headers: readonly string[]): Columns => {
	const of = new Map<Field, number>();
	const seen = new Set<string>();
	const repeated: string[] = [];
	headers.forEach((header, index) => {
		const field = fieldOf(header);
		if (field === undefined) return;
		const name = nameOf(header);
		if (of.has(field) && (seen.has(name) || field === 'status' || field === 'id')) repeated.push(header);
		else if (!of.has(field)) of.set(field, index);
		seen.add(name);
	});
	placeTitle(headers.map(nameOf), of);
	return {of, repeated};
};

const placeTitle = (names: readonly string[], of: Map<Field, number>): void => {
	const find = (...wanted: string[]) => names.findIndex((name) => wanted.includes(name));
	const task = find('task');
	const title = find('title', 'tasktitle', 'taskname', 'name', 'summary', 'description', 'desc', 'taskdescription');
	if (task >= 0 && title >= 0 && !of.has('id')) of.set('id', task).set('title', title);
	else if (task >= 0 && of.has('id'))
		of.set('title', find('title', 'tasktitle') < 0 ? task : find('title', 'tasktitle'));
	else if (title >= 0) of.set('title', title);
};
