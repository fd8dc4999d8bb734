import { approveRun } from './approve-run.ts';
import { takeBaselines } from './baselines.ts';
import type { Bench } from './bench.ts';
import { untilVerified, type WaitingPlan } from './bench-plans.ts';
import { BENCH, bringOnline, type Connector } from './connector.ts';
import { ConnectorLog } from './connector-log.ts';
import { killRun, setKill } from './kill-run.ts';
import { installTrainers, type Trainer, uninstallTrainers } from './trainers.ts';

/**
 * Four connectors with five trainers each. One connector for all twenty would stand still for a reason of its own: its journal of 256 KiB
 * keeps every plan for a day and reserves 10 KiB for each open one, so it holds fewer than twenty open plans, and not the 400 of ten rounds.
 */
const CONNECTORS = 4;
const TRAINERS_EACH = 5;
const INTERVAL_S = 0.2;
/** Odd rounds use other names than even ones: a chord has a cooldown of 90 s of its own for each workload, whatever the passport says. */
const CREWS = 2;
type Post = { readonly connector: Connector; readonly log: ConnectorLog; readonly crews: readonly Trainer[][] };
type Waiting = { readonly post: Post; readonly plan: WaitingPlan };

/** All rounds of the thread: trainers installed, their plans killed once, proposed again, approved, and the trainers taken away. */
export async function runThread(bench: Bench, rounds: number): Promise<void> {
  const posts: Post[] = [];
  const { say, scene } = bench;
  try {
    for (let index = 1; index <= CONNECTORS; index += 1) posts.push(await openPost(bench, index));
    for (let round = 1; round <= rounds; round += 1) {
      await scene.stepUp();
      await runRound(bench, posts, round % CREWS, (what) => say(`round ${round} of ${rounds}: ${what}`));
    }
    for (const { connector } of posts) {
      bench.samples.add('busy_memory', (await connector.metric('modekeeper_resident_memory_bytes')) / 1024 ** 2);
      bench.samples.add('journal_size', (await connector.metric('modekeeper_journal_bytes')) / 1024);
    }
  } finally {
    for (const { log } of posts) log.close();
  }
}

async function openPost({ say, scene }: Bench, index: number): Promise<Post> {
  const target_namespace = `bench-train-${index}`;
  const crews = Array.from({ length: CREWS }, (_, crew) =>
    Array.from({ length: TRAINERS_EACH }, (_, at) => ({
      name: `trainer-${index}-${'ab'[crew]}${at + 1}`,
      namespace: target_namespace,
    })),
  );
  const [first = []] = crews;
  const targets = crews.flat().map(({ name }) => name);
  // The first trainer brings the namespace, which the install guide annotates.
  await installTrainers(scene, first.slice(0, 1), INTERVAL_S);
  const connector = await bringOnline(scene, { name: `bench-${index}`, target_namespace, targets, pace: BENCH });
  await uninstallTrainers(scene, first.slice(0, 1));
  say(`connector ${connector.name} is online`);
  return { connector, log: new ConnectorLog(connector.logFile), crews };
}

async function runRound(bench: Bench, posts: readonly Post[], crew: number, say: (what: string) => void): Promise<void> {
  const trainers = posts.flatMap(({ crews }) => crews[crew] ?? []);
  say(`installing ${trainers.length} trainers`);
  await installTrainers(bench.scene, trainers, INTERVAL_S);
  const first = await waiting(bench, posts, crew);
  await takeBaselines(bench, trainers);
  say('kill switch');
  for (const { plan, post } of first) await killRun(bench, post.connector, post.log, plan);
  await bench.scene.stepUp();
  for (const { plan, post } of first) await setKill(bench, post.connector, plan.target.name, false);
  const second = await waiting(bench, posts, crew);
  await bench.scene.stepUp();
  say('approvals');
  // One after the other: side by side, they would measure how fast two cores start the trainers of the others.
  for (const { plan, post } of second) await approveRun(bench, post.log, plan);
  await uninstallTrainers(bench.scene, trainers);
}

async function waiting({ scene }: Bench, posts: readonly Post[], crew: number): Promise<Waiting[]> {
  const found = posts.map(async (post): Promise<Waiting[]> => {
    const names = (post.crews[crew] ?? []).map(({ name }) => name);
    const plans = await untilVerified(scene, post.connector, names);
    return plans.map((plan) => ({ post, plan }));
  });
  return (await Promise.all(found)).flat();
}
