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

/** Adds samples up exactly. */
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

  clear(): void {
    this.losses = 0;
    this.gpu_utils = 0;
    this.gpu_memories = 0;
    this.throughputs = 0;
    this.has_loss_with_throughput = false;
    this.gpu_saturated = false;
    for (const sum of [this.throughput_sum, this.slowest_sum, this.typical_sum]) sum.clear();
    this.nodes.clear();
    this.gpu_models.clear();
    this.#last_node = null;
    this.#last_model = null;
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
      nodes: new Set(nodes),
      gpu_models: new Set(gpu_models),
    };
  }
}

/** Nothing added up yet. */
export const NO_TOTALS: PlainTotals = {
  losses: 0,
  gpu_utils: 0,
  gpu_memories: 0,
  throughputs: 0,
  has_loss_with_throughput: false,
  gpu_saturated: false,
  throughput_sum: 0n,
  slowest_sum: 0n,
  typical_sum: 0n,
  nodes: new Set(),
  gpu_models: new Set(),
};

export function added(left: PlainTotals, right: PlainTotals): PlainTotals {
  return {
    ...counted(left, right, 1),
    has_loss_with_throughput: left.has_loss_with_throughput || right.has_loss_with_throughput,
    gpu_saturated: left.gpu_saturated || right.gpu_saturated,
    nodes: united(left.nodes, right.nodes),
    gpu_models: united(left.gpu_models, right.gpu_models),
  };
}

/** Without samples that have the same content as others that stay. */
export function withoutRepeated(totals: PlainTotals, repeated: PlainTotals): PlainTotals {
  return { ...totals, ...counted(totals, repeated, -1) };
}

function counted(left: PlainTotals, right: PlainTotals, sign: 1 | -1) {
  return {
    losses: left.losses + sign * right.losses,
    gpu_utils: left.gpu_utils + sign * right.gpu_utils,
    gpu_memories: left.gpu_memories + sign * right.gpu_memories,
    throughputs: left.throughputs + sign * right.throughputs,
    throughput_sum: left.throughput_sum + BigInt(sign) * right.throughput_sum,
    slowest_sum: left.slowest_sum + BigInt(sign) * right.slowest_sum,
    typical_sum: left.typical_sum + BigInt(sign) * right.typical_sum,
  };
}

function united(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  for (const text of right) if (!left.has(text)) return new Set([...left, ...right]);
  return left;
}
