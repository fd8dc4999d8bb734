import {
  findingBodySchema,
  helloBodySchema,
  killStateBodySchema,
  planDocumentBodySchema,
  planEventBodySchema,
  presenceSchema,
  stateReportBodySchema,
} from '@modekeeper/contracts';
import { z } from 'zod';
import { recordPresence } from '../clusters/record-presence.ts';
import { recordDuplicate } from '../plans/record-duplicate.ts';
import { recordEvent } from '../plans/record-event.ts';
import { recordHello } from '../plans/record-hello.ts';
import { recordKillState } from '../plans/record-kill-state.ts';
import { recordProposed } from '../plans/record-proposed.ts';
import { recordReceipt } from '../plans/record-receipt.ts';
import { recordStateReport } from '../plans/record-state-report.ts';
import { recordVerifyReport } from '../plans/record-verify-report.ts';
import type { ConnectorCtx, LiveChange } from '../plans/recording.ts';
import { background } from './background.ts';
import type { GatewayCore } from './core.ts';
import { drain } from './drain.ts';
import { noteKillReport } from './kill-reading.ts';
import { readKeys } from './store/identity.ts';
import type { InboxRow } from './store/inbox.ts';
import { raiseKillFloor } from './volatile.ts';

const presenceFactsSchema = z.object({
  state: presenceSchema,
  cause: z.string(),
  last_seen_ms: z.int().nullable(),
  observed_ms: z.int(),
});
const helloFactsSchema = z.object({ mode: helloBodySchema.shape.mode, chart_version: z.string() });

/** One frame of the inbox through its verb; bodies were checked on arrival and are parsed again for their types. */
export async function projectFrame(core: GatewayCore, ctx: ConnectorCtx, row: InboxRow): Promise<LiveChange[]> {
  const body: unknown = JSON.parse(row.body);
  const keys = readKeys(core.sql);
  switch (row.type) {
    case 'plan_proposed':
      return recordProposed(ctx, { body: planDocumentBodySchema.parse(body), keys });
    case 'plan_event':
      return recordEvent(ctx, { body: planEventBodySchema.parse(body) });
    case 'verify_report':
      return recordVerifyReport(ctx, { body: planDocumentBodySchema.parse(body), keys });
    case 'receipt':
      return recordReceipt(ctx, { body: planDocumentBodySchema.parse(body), keys });
    case 'kill_state': {
      const { changes, report } = await recordKillState(ctx, { body: killStateBodySchema.parse(body), keys });
      if (report === null) return changes;
      raiseKillFloor(core, report.epoch);
      const { active, reason, scope } = report;
      const in_cluster = noteKillReport(core, report, row.received_ms);
      return [...changes, { type: 'kill', body: { active, scope: { type: scope.type, id: scope.id }, reason, in_cluster } }];
    }
    case 'finding':
      return [{ type: 'finding', body: findingBodySchema.parse(body) }];
    case 'state_report': {
      const changes = await recordStateReport(ctx, { body: stateReportBodySchema.parse(body), at_ms: row.received_ms });
      // What is to be told again lies in the database's outbox now.
      background(core, 'drain', () => drain(core));
      return changes;
    }
    case 'internal:hello':
      return recordHello(ctx, helloFactsSchema.parse(body));
    case 'internal:presence':
      return recordPresence(ctx, presenceFactsSchema.parse(body));
    case 'internal:duplicate_identity':
      return recordDuplicate(ctx);
    default:
      throw new Error(`the inbox holds a frame of type ${row.type}, which nothing records`);
  }
}
