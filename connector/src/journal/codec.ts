import { ModeKeeperError, sha256HexSchema, strictParse, ulidSchema, utf8Encode } from '@modekeeper/contracts';
import { z } from 'zod';
import type { DocumentCodec } from './durable-document.ts';
import { type PlanRecord, planRecordSchema } from './plan-record.ts';

/** Most that the journal may hold, in bytes of keys and values (connector.md, "In the cluster"). */
export const JOURNAL_MAX_BYTES = 256 * 1024;
/** Room kept free for what a plan that is already in the journal still has to write. */
export const RESERVE_PER_PLAN_BYTES = 10 * 1024;
const META_KEY = 'journal';

const journalMetaSchema = z.object({
  schema_version: z.literal('connector_journal.v1'),
  /** Made when the journal is born; a journal with another one is another journal. */
  birth_id: ulidSchema,
  /** Transition count of the Lease of the writer: a request of an older writer can never overwrite a newer one's. */
  fencing_token: z.int().nonnegative(),
  /** Hash chain over every change of a plan's record. */
  head: sha256HexSchema,
  /** Highest contiguous frame of the control plane's stream that is held durably. */
  inbound: z.object({ stream: ulidSchema, seq: z.int().nonnegative() }).nullable(),
});

/** The journal: who writes it, how far the other side was heard, and every plan that this connector knows. */
export interface Journal extends Readonly<z.infer<typeof journalMetaSchema>> {
  readonly plans: ReadonlyMap<string, PlanRecord>;
}

/** An empty journal. All cooldowns start when it is born (safety.md, section 3). */
export function newJournal(birth_id: string, fencing_token: number): Journal {
  return {
    schema_version: 'connector_journal.v1',
    birth_id,
    fencing_token,
    head: '0'.repeat(64),
    inbound: null,
    plans: new Map(),
  };
}

/** One key `journal`, and one key per plan, so that `kubectl get configmap -o yaml` can be read by a person. */
export const journalCodec: DocumentCodec<Journal> = {
  encode({ plans, ...meta }) {
    const data: Record<string, string> = { [META_KEY]: JSON.stringify(meta) };
    for (const [plan_id, record] of plans) data[plan_id] = encodeRecord(record);
    return data;
  },
  decode(data) {
    const meta = data[META_KEY];
    if (meta === undefined) throw unreadable('the key `journal` is missing');
    const plans = new Map<string, PlanRecord>();
    for (const [key, text] of Object.entries(data)) {
      if (key === META_KEY) continue;
      const record = parse(key, text, planRecordSchema);
      if (record.plan_id !== key) throw unreadable(`the key ${key} holds another plan`);
      plans.set(key, record);
    }
    return { ...parse(META_KEY, meta, journalMetaSchema), plans };
  },
};

const encoded = new WeakMap<PlanRecord, string>();

/** Records are never changed in place, so each is written out once. */
function encodeRecord(record: PlanRecord): string {
  const known = encoded.get(record);
  if (known !== undefined) return known;
  const text = JSON.stringify(record);
  encoded.set(record, text);
  return text;
}

/** Size of the journal as stored, in bytes of keys and values. */
export function journalBytes(journal: Journal): number {
  return Object.entries(journalCodec.encode(journal)).reduce((sum, [key, text]) => sum + key.length + utf8Encode(text).length, 0);
}

function parse<T>(key: string, text: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(strictParse(text, { profile: 'strict' }));
  if (!result.success) throw unreadable(`the key ${key} does not fit its schema`, result.error);
  return result.data;
}

function unreadable(why: string, cause?: unknown): ModeKeeperError {
  return new ModeKeeperError({
    code: 'document_invalid',
    message: `The connector's journal cannot be read: ${why}.`,
    hint: 'Nothing is applied from it. Restore the ConfigMap from a backup, or delete it: open plans then end as journal_lost, and all cooldowns start anew.',
    cause,
  });
}
