import type { Presence } from './enroll.ts';
import type { FindingBody, LogNoticeBody } from './frames/bodies.ts';
import type { HelloBody } from './frames/hello.ts';
import type { SeriesBody } from './frames/series.ts';
import type { PlanState } from './plan-state-names.ts';

/**
 * The portal's live socket, `GET /v1/clusters/{id}/live`: a snapshot first, then events. Numbered events (`seq`) go on from the snapshot's
 * number without a gap; volatile ones (`seq` null) are only for those who are there. Types alone: made by the control plane, read by pages.
 */
export type LivePresence = {
  readonly state: Presence;
  readonly cause: string;
  /** Last sign of life, ms since the epoch; null before the first. */
  readonly last_seen_ms: number | null;
  /** Two connectors with one identity answered and nobody has settled it yet. */
  readonly duplicate_identity: boolean;
};
export type LiveKillScope = { readonly type: 'workload' | 'cluster' | 'organization'; readonly id: string };
export type LiveFinding = { readonly seq: number; readonly at_ms: number; readonly body: FindingBody };

/** Everything that is known of a cluster's connection; no document bodies. */
export type LiveSnapshot = {
  readonly seq: number;
  readonly presence: LivePresence;
  /** What the connector said of itself last; null before its first hello. */
  readonly hello: HelloBody | null;
  readonly kill: { readonly epoch: number; readonly active: LiveKillScope[]; readonly in_cluster: HelloBody['kill'] | null };
  readonly findings: LiveFinding[];
  readonly queues: { readonly inbox_waiting: number; readonly inbox_parked: number; readonly outbox_unacknowledged: number };
  /** Frames that nothing could record, by type and reason; tried again at `parked_retry_ms`. */
  readonly parked: { readonly type: string; readonly reason: string; readonly received_ms: number; readonly attempts: number }[];
  readonly parked_retry_ms: number | null;
  readonly counters: Record<string, number>;
  readonly connected_since_ms: number | null;
  /** When the connector last reported kill sources and clock (every 5 min), and how far its API server's clock is from its own. */
  readonly reported: { readonly at_ms: number; readonly api_server_offset_ms: number | null } | null;
};

/** What an event tells; pages read the plan or the switch again, these bodies only say which and how far. */
export type LiveBodies = {
  plan: { plan_id: string; state: PlanState; revision: number; reason: string | null };
  finding: FindingBody;
  /** A switch was moved, or a connector reports what it obeys: then `in_cluster` is what is known of its sources now. */
  kill: { active: boolean; scope: LiveKillScope; reason: string; in_cluster?: HelloBody['kill'] | null };
  refused: { kind: string; code: string; plan_id: string | null };
  presence: LivePresence;
  /** A connector that came back says itself anew: mode, rights and passports may be others. */
  hello: HelloBody;
  series: SeriesBody;
  notice: LogNoticeBody;
};
export type LiveKind = keyof LiveBodies;

/** What happened, before it has a number and a time. */
export type LiveNews = { [Kind in LiveKind]: { readonly type: Kind; readonly body: LiveBodies[Kind] } }[LiveKind];
export type LiveEvent = LiveNews & { readonly seq: number | null; readonly at_ms: number };
export type LiveMessage =
  | { readonly type: 'snapshot'; readonly seq: number; readonly at_ms: number; readonly body: LiveSnapshot }
  | LiveEvent;
