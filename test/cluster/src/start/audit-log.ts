import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** One line of the API server's audit log, as far as tests look at it (`audit.k8s.io/v1` Event). */
export type AuditEvent = {
  auditID: string;
  stage: string;
  level: string;
  verb: string;
  requestURI: string;
  user: { username: string; groups?: string[] };
  userAgent?: string;
  objectRef?: { resource?: string; namespace?: string; name?: string; apiGroup?: string; subresource?: string };
  responseStatus?: { code?: number; reason?: string; message?: string };
  requestObject?: unknown;
  responseObject?: unknown;
  requestReceivedTimestamp: string;
  stageTimestamp: string;
  annotations?: Record<string, string>;
};

/** Every given field must match; a list means any of them. */
export type AuditFilter = {
  user?: string;
  namespace?: string;
  resource?: string;
  name?: string;
  verbs?: readonly string[];
  /** `dryRun` requests: leave them out (false) or keep only them (true). */
  dryRun?: boolean;
  /** Requests received at or after this moment. */
  since?: Date;
};

const isDryRun = (event: AuditEvent) => new URL(event.requestURI, 'http://audit').searchParams.has('dryRun');

function matches(event: AuditEvent, filter: AuditFilter): boolean {
  const ref = event.objectRef ?? {};
  return (
    (filter.user === undefined || event.user.username === filter.user) &&
    (filter.namespace === undefined || ref.namespace === filter.namespace) &&
    (filter.resource === undefined || ref.resource === filter.resource) &&
    (filter.name === undefined || ref.name === filter.name) &&
    (filter.verbs === undefined || filter.verbs.includes(event.verb)) &&
    (filter.dryRun === undefined || isDryRun(event) === filter.dryRun) &&
    (filter.since === undefined || Date.parse(event.requestReceivedTimestamp) >= filter.since.getTime())
  );
}

/** Finished requests in the order in which the API server answered them. A last line that is still being written is left out. */
export async function readAuditLog(path: string, filter: AuditFilter = {}): Promise<AuditEvent[]> {
  if (!existsSync(path)) return [];
  const text = await readFile(path, 'utf8');
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter((event) => matches(event, filter));
}
