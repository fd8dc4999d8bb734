import { writeFileSync } from 'node:fs';
import type { Kubectl, KubectlResult } from '@modekeeper/kube/kubectl';

/** What goes wrong at one call. `lost`: no answer, nothing happened; `late`: it happened, the answer was lost; `foreign`, `kill`: beside it. */
export const FAULTS = ['lost', 'late', 'refused', 'timeout', 'foreign', 'kill'] as const;
export type Fault = (typeof FAULTS)[number];
type Annotations = Record<string, string>;
export type SentPatch = {
  annotations: Record<string, string | null>;
  dry: boolean;
  /** The kill switch was on when it was sent. */
  killed: boolean;
  /** What the object held when it was sent. */
  held: Annotations;
};

const OK: KubectlResult = { rc: 0, stdout: '', stderr: '', error: null };
const LOST: KubectlResult = { ...OK, rc: 1, stderr: 'Unable to connect to the server: EOF' };
const REFUSED: KubectlResult = { ...OK, rc: 1, stderr: 'Error from server (Forbidden): no' };

/** One Deployment behind a kubectl that never leaves the process: faults come at given calls, and everything that was sent is kept. */
export class SimulatedCluster {
  readonly sent: SentPatch[] = [];
  foreign = 0;
  killed = false;
  #calls = 0;
  #annotations: Annotations;
  readonly #faults: ReadonlyMap<number, Fault>;
  readonly #killFile: string;

  constructor(annotations: Annotations, faults: ReadonlyMap<number, Fault>, killFile: string) {
    this.#annotations = annotations;
    this.#faults = faults;
    this.#killFile = killFile;
    writeFileSync(killFile, 'off');
  }

  get annotations(): Annotations {
    return { ...this.#annotations };
  }

  readonly kubectl: Kubectl = async (args) => {
    const fault = this.#faults.get(this.#calls);
    this.#calls += 1;
    const words = args.join(' ');
    if (fault === 'foreign' && words.includes('deployment/llm -o json')) this.#change();
    if (fault === 'lost') return this.#note(args, LOST);
    if (fault === 'refused') return this.#note(args, REFUSED);
    const answer = this.#answer(args, words);
    if (fault === 'kill') {
      this.killed = true;
      writeFileSync(this.#killFile, 'on');
    }
    if (fault === 'late') return LOST;
    return fault === 'timeout' ? { rc: 124, stdout: '', stderr: 'timeout', error: 'timeout' } : answer;
  };

  #change(): void {
    this.foreign += 1;
    this.#annotations = { ...this.#annotations, 'modekeeper/knob.concurrency': String(20 + this.foreign) };
  }

  /** Sent, and nothing came of it. */
  #note(args: readonly string[], answer: KubectlResult): KubectlResult {
    if (args.includes('patch') && !args.includes('can-i')) this.#keep(args);
    return answer;
  }

  #keep(args: readonly string[]): SentPatch {
    const { metadata } = JSON.parse(args.at(-1) ?? '') as { metadata: { annotations: SentPatch['annotations'] } };
    const dry = args.includes('--dry-run=server');
    const sent = { annotations: metadata.annotations, dry, killed: this.killed, held: this.annotations };
    this.sent.push(sent);
    return sent;
  }

  #answer(args: readonly string[], words: string): KubectlResult {
    if (words.includes('can-i')) return { ...OK, stdout: 'yes' };
    if (args.includes('patch')) {
      const { annotations, dry } = this.#keep(args);
      if (!dry) this.#merge(annotations);
      return OK;
    }
    if (words.endsWith('deployment/llm -o json')) {
      const annotations = this.annotations;
      const spec = { template: { metadata: { annotations } } };
      return { ...OK, stdout: JSON.stringify({ metadata: { uid: 'uid-1', annotations }, spec }) };
    }
    return { ...OK, stdout: words === 'config current-context' ? 'simulated' : '{}' };
  }

  #merge(change: SentPatch['annotations']): void {
    const merged = { ...this.#annotations, ...change };
    this.#annotations = Object.fromEntries(Object.entries(merged).filter((one): one is [string, string] => one[1] !== null));
  }
}
