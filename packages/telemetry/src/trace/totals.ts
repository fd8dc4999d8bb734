import { ExactSum, isSaturated } from '@modekeeper/engine';
import { Figure, type Figures } from './figures.ts';

/** What samples add up to, in whatever order; as it goes from one thread to another. */
export type PlainTotals = {
  losses: number;
  gpu_utils: number;
  gpu_memories: number;
  throughputs: number;
  has_loss_with_throughput: boolean;
  gpu_saturated: boolean;
  throughput_sum: bigint;
  slowest_sum: bigint;
  typical_sum: bigint;
  nodes: ReadonlySet<string>;
  gpu_models: ReadonlySet<string>;
};

/** Adds samples up exactly. A repetition can be taken away again: it has the same content as one that stays. */
export class Totals {
  /** Samples with a value. */
  losses = 0;
  gpu_utils = 0;
  gpu_memories = 0;
  /** Samples with a throughput above 0. */
  throughputs = 0;
  has_loss_with_throughput = false;
  gpu_saturated = false;
  readonly throughput_sum = new ExactSum();
  readonly slowest_sum = new ExactSum();
  readonly typical_sum = new ExactSum();
  readonly nodes = new Set<string>();
  readonly gpu_models = new Set<string>();
  #last_node: string | null = null;
  #last_model: string | null = null;

  add({ gpu_model, node, values, words }: Figures): void {
    this.slowest_sum.addWords(words, 2 * Figure.slowest_ms);
    this.typical_sum.addWords(words, 2 * Figure.typical_ms);
    const has_loss = !Number.isNaN(values[Figure.loss] as number);
    if (has_loss) this.losses += 1;
    if ((values[Figure.throughput] as number) > 0) {
      this.throughputs += 1;
      this.throughput_sum.addWords(words, 2 * Figure.throughput);
      if (has_loss) this.has_loss_with_throughput = true;
    }
    if (!Number.isNaN(values[Figure.gpu_util_pct] as number)) this.gpu_utils += 1;
    if (!Number.isNaN(values[Figure.gpu_mem_util_pct] as number)) this.gpu_memories += 1;
    if (isSaturated(values[Figure.gpu_util_pct] as number) || isSaturated(values[Figure.gpu_mem_util_pct] as number))
      this.gpu_saturated = true;
    if (node !== null && node !== this.#last_node) this.nodes.add(node);
    if (gpu_model !== null && gpu_model !== this.#last_model) this.gpu_models.add(gpu_model);
    this.#last_node = node;
    this.#last_model = gpu_model;
  }

  /** Takes a repetition away. */
  remove({ values }: Figures): void {
    this.slowest_sum.add(-(values[Figure.slowest_ms] as number));
    this.typical_sum.add(-(values[Figure.typical_ms] as number));
    if (!Number.isNaN(values[Figure.loss] as number)) this.losses -= 1;
    if (!Number.isNaN(values[Figure.gpu_util_pct] as number)) this.gpu_utils -= 1;
    if (!Number.isNaN(values[Figure.gpu_mem_util_pct] as number)) this.gpu_memories -= 1;
    const throughput = values[Figure.throughput] as number;
    if (!(throughput > 0)) return;
    this.throughputs -= 1;
    this.throughput_sum.add(-throughput);
  }

  plain(): PlainTotals {
    const { gpu_memories, gpu_models, gpu_saturated, gpu_utils, has_loss_with_throughput, losses, nodes, throughputs } = this;
    return {
      losses,
      gpu_utils,
      gpu_memories,
      throughputs,
      has_loss_with_throughput,
      gpu_saturated,
      throughput_sum: this.throughput_sum.total(),
      slowest_sum: this.slowest_sum.total(),
      typical_sum: this.typical_sum.total(),
      nodes,
      gpu_models,
    };
  }

  merge(other: PlainTotals): void {
    this.losses += other.losses;
    this.gpu_utils += other.gpu_utils;
    this.gpu_memories += other.gpu_memories;
    this.throughputs += other.throughputs;
    this.has_loss_with_throughput ||= other.has_loss_with_throughput;
    this.gpu_saturated ||= other.gpu_saturated;
    this.throughput_sum.addTotal(other.throughput_sum);
    this.slowest_sum.addTotal(other.slowest_sum);
    this.typical_sum.addTotal(other.typical_sum);
    for (const node of other.nodes) this.nodes.add(node);
    for (const model of other.gpu_models) this.gpu_models.add(model);
  }
}
