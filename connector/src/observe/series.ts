import { BUCKET_MS, type Sample, type SeriesBody, type SeriesBucket } from '@modekeeper/contracts';
import { aggregateSamples, mergeBuckets } from '@modekeeper/engine';

/** Fine buckets that are kept while nobody is there to take them: an hour. */
const MAX_FINE = 360;
/** Samples may arrive this late and still count in their bucket. */
const SETTLE_MS = 2000;

/** Aggregates of one workload that were not sent yet; samples themselves never leave the cluster. */
export class SeriesBuffer {
  #fine: SeriesBucket[] = [];
  #coarse: SeriesBucket[] = [];
  #from_ms = 0;
  #unsent = 0;
  /** The pods as they were last told; null: to be told with the next body. */
  #pods_told: string | null = null;

  /** Closes every 10 s bucket that is over. */
  take(samples: readonly Sample[], now_ms: number): void {
    const until_ms = Math.floor((now_ms - SETTLE_MS) / BUCKET_MS.fine) * BUCKET_MS.fine;
    if (until_ms <= this.#from_ms) return;
    const closed = aggregateSamples(
      samples.filter(({ timestamp_ms }) => timestamp_ms >= this.#from_ms && timestamp_ms < until_ms),
    );
    this.#from_ms = until_ms;
    this.#fine.push(...closed);
    this.#coarse.push(...closed);
    this.#unsent += closed.length;
    this.#fine.splice(0, Math.max(0, this.#fine.length - MAX_FINE));
    this.#coarse.splice(0, Math.max(0, this.#coarse.length - MAX_FINE));
    this.#unsent = Math.min(this.#unsent, this.#fine.length);
  }

  get unsent(): number {
    return this.#unsent;
  }

  /** Somebody new looks: what pods are followed is said again, even while there is no bucket to send. */
  tellPodsAgain(): void {
    this.#pods_told = null;
  }

  /**
   * Bodies to send now: fine buckets that were not sent, and with `coarse` the finished 5 min buckets. Other pods than before are told
   * without a bucket, too: whoever waits for the first sample sees whether anything is followed.
   */
  drain(head: Omit<SeriesBody, 'bucket_ms' | 'buckets'>, coarse: boolean, now_ms: number): SeriesBody[] {
    const bodies: SeriesBody[] = [];
    const pods = JSON.stringify(head.pods);
    const buckets = this.#unsent > 0 ? this.#fine.slice(-this.#unsent) : [];
    if (buckets.length > 0 || pods !== this.#pods_told) bodies.push({ ...head, bucket_ms: BUCKET_MS.fine, buckets });
    this.#pods_told = pods;
    this.#unsent = 0;
    this.#fine = [];
    if (!coarse) return bodies;
    const over_ms = Math.floor(now_ms / BUCKET_MS.coarse) * BUCKET_MS.coarse;
    const finished = this.#coarse.filter(({ start_ms }) => start_ms < over_ms);
    this.#coarse = this.#coarse.filter(({ start_ms }) => start_ms >= over_ms);
    if (finished.length > 0) bodies.push({ ...head, bucket_ms: BUCKET_MS.coarse, buckets: mergeBuckets(finished) });
    return bodies;
  }
}
