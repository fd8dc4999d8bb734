import type { ApiClient, Guard } from '@modekeeper/cluster';
import type { Programs } from '../programs/image.ts';
import type { Lookups } from '../programs/lookups.ts';
import type { BackoffOptions } from './backoff.ts';

/** Something worth a line in the agent's log. */
export type AgentEvent = { pod: string; container?: string; reason: string; message: string };

/** What every pod of the agent shares. */
export type AgentContext = {
  client: ApiClient;
  guard: Guard;
  programs: Programs;
  lookups: Lookups;
  /** Folder of all pods; one folder per uid below it. */
  podsDir: string;
  /** Variables that every program gets: the API server's address, PATH. */
  serviceEnvironment: Readonly<Record<string, string>>;
  backoff: BackoffOptions;
  /** How often volumes are looked at. */
  refresh_ms: number;
  now_ms: () => number;
  report: (event: AgentEvent) => void;
};
