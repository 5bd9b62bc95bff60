import type {ProjectPaths} from '../../config/paths.ts';
import type {Lease} from '../../store/lease.ts';
import type {Db} from '../../store/open.ts';
import type {AgentHosts} from './hosts.ts';

/** What an engine works with; it holds the lease already. */
export type KernelOptions = {
	readonly paths: ProjectPaths;
	readonly db: Db;
	readonly lease: Lease;
	readonly env: NodeJS.ProcessEnv;
	readonly hosts: AgentHosts;
	readonly now: () => string;
};
