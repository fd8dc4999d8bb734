import type { UpBody } from '@modekeeper/contracts';
import { isOpenState } from '@modekeeper/engine';
import { changePlan } from '../journal/changes.ts';
import type { Journal } from '../journal/codec.ts';
import type { DurableDocument } from '../journal/durable-document.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { toEnvelope } from '../journal/signed.ts';
import type { DurableUpType } from './outbox.ts';

export type Publish = <Type extends DurableUpType>(type: Type, body: UpBody<Type>, on_acknowledged: () => void) => void;

/**
 * Tells the control plane what stands in the journal and was not acknowledged: only facts that survive a crash are sent, and a new
 * boot sends again exactly what is missing. Each item goes into the outbox once per boot.
 */
export class Publisher {
  readonly #journal: DurableDocument<Journal>;
  readonly #publish: Publish;
  readonly #queued = new Set<string>();
  readonly #seen = new WeakSet<PlanRecord>();
  /** What is being repeated and was not acknowledged. */
  readonly #repeating = new Set<string>();

  constructor(journal: DurableDocument<Journal>, publish: Publish) {
    this.#journal = journal;
    this.#publish = publish;
  }

  /** Looks for what is new in the journal; call it after every change. */
  sync(): void {
    for (const record of this.#journal.value.plans.values()) {
      if (this.#seen.has(record)) continue;
      this.#seen.add(record);
      this.#record(record);
    }
  }

  /**
   * A second delivery, or a peer that lost something: the last word about a plan is sent again. Once, until it is acknowledged: whoever
   * asks without end and never acknowledges must not fill our memory.
   */
  repeat(record: PlanRecord): void {
    const { plan_id, last_event } = record;
    if (last_event !== null) this.#again('plan_event', { plan_id, ...last_event });
    if (record.receipt !== null) this.#again('receipt', { plan_id, envelope: toEnvelope('receipt', record.receipt) });
  }

  /** Everything that the control plane should know about one plan, from the beginning (it does not know the plan). */
  repeatAll(record: PlanRecord): void {
    const { plan_id } = record;
    if (record.plan !== null) this.#again('plan_proposed', { plan_id, envelope: toEnvelope('plan', record.plan) });
    if (record.report !== null) this.#again('verify_report', { plan_id, envelope: toEnvelope('verify_report', record.report) });
    this.repeat(record);
  }

  #again<Type extends 'plan_event' | 'receipt' | 'plan_proposed' | 'verify_report'>(type: Type, body: UpBody<Type>): void {
    const key = `${body.plan_id} ${type}`;
    if (this.#repeating.has(key)) return;
    this.#repeating.add(key);
    this.#publish(type, body, () => this.#repeating.delete(key));
  }

  #record(record: PlanRecord): void {
    const { plan_id } = record;
    if (record.plan !== null && !record.plan_acked) {
      this.#once(`${plan_id} plan`, 'plan_proposed', { plan_id, envelope: toEnvelope('plan', record.plan) }, (now) => ({
        ...now,
        plan_acked: true,
      }));
    }
    const report = record.report;
    const beforeReport = record.events.filter((event) => event.to === 'verifying');
    for (const event of beforeReport) this.#event(plan_id, event);
    if (report !== null) {
      const digest = report.signatures[0]?.sig ?? '';
      this.#once(
        `${plan_id} report ${digest}`,
        'verify_report',
        { plan_id, envelope: toEnvelope('verify_report', report) },
        (now) =>
          now.report?.signatures[0]?.sig === digest && (!isOpenState(now.state) || now.verified !== null)
            ? { ...now, report: null }
            : now,
      );
    }
    for (const event of record.events) this.#event(plan_id, event);
    if (record.receipt !== null && !record.receipt_acked) {
      this.#once(`${plan_id} receipt`, 'receipt', { plan_id, envelope: toEnvelope('receipt', record.receipt) }, (now) => ({
        ...now,
        receipt_acked: true,
      }));
    }
  }

  #event(plan_id: string, event: PlanRecord['events'][number]): void {
    this.#once(`${plan_id} event ${event.revision} ${event.to}`, 'plan_event', { plan_id, ...event }, (now) => ({
      ...now,
      events: now.events.filter((other) => other.revision !== event.revision || other.to !== event.to),
    }));
  }

  #once<Type extends DurableUpType>(
    key: string,
    type: Type,
    body: UpBody<Type>,
    acknowledged: (record: PlanRecord) => PlanRecord,
  ): void {
    if (this.#queued.has(key)) return;
    this.#queued.add(key);
    const plan_id = key.slice(0, key.indexOf(' '));
    this.#publish(type, body, () => {
      this.#journal
        .update((journal) => changePlan(journal, plan_id, acknowledged))
        .then(
          () => this.sync(),
          () => this.#queued.delete(key),
        );
    });
  }
}
