/** Numbers of the connector protocol (connector.md and safety.md), by name and unit. */
export const PROTOCOL_VERSION = 1;
export const FRAME_MAX_BYTES = 1_048_576;
export const OUTBOX_MAX_FRAMES = 10_000;
export const OUTBOX_MAX_BYTES = 8 * 1_048_576;

/** The heartbeat is this text, answered by the runtime without waking the object. */
export const HEARTBEAT_TEXT = 'hb';
export const HEARTBEAT_REPLY_TEXT = 'hb';
export const HEARTBEAT_INTERVAL_S = 15;
export const PRESENCE_LATE_AFTER_S = 30;
export const PRESENCE_LOST_AFTER_S = 60;
export const PRESENCE_ALARM_INTERVAL_S = 300;

/** Buckets and a heartbeat frame go up this often while nobody watches. */
export const SERIES_INTERVAL_S = 300;
export const STATE_DIGEST_INTERVAL_S = 300;
/** Cloud kill state older than this blocks the start of plans (safety.md, section 2). */
export const KILL_STATE_MAX_AGE_S = 60;

export const CONNECT_TOLERANCE_S = 300;
export const CONNECT_NONCE_MEMORY_S = 600;
/** The object sends this text on the old socket of a duplicate identity; a living connector answers with `HEARTBEAT_TEXT` at once. */
export const DUPLICATE_PING_TEXT = 'ping';
/** How long the old socket of a duplicate identity has for answering a ping. */
export const DUPLICATE_PING_TIMEOUT_S = 3;
export const ENROLMENT_TOKEN_LIFETIME_S = 3600;
/** After a deploy, reconnects are spread over at least connectors / this number, in seconds. */
export const RECONNECTS_PER_S = 200;

/** Own close codes of the socket. */
export const CLOSE_CODES = {
  credentials: 4401,
  revoked: 4403,
  duplicate: 4409,
  protocol_too_old: 4426,
  /** Seconds to wait stand in the close reason. */
  back_off: 4429,
} as const;
export type CloseCodeName = keyof typeof CLOSE_CODES;
