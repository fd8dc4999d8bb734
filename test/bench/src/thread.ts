import { approveRun } from './approve-run.ts';
import { takeBaselines } from './baselines.ts';
import type { Bench } from './bench.ts';
import { untilVerified, type WaitingPlan } from './bench-plans.ts';
import { BENCH, bringOnline, type Connector } from './connector.ts';
import { ConnectorLog } from './connector-log.ts';
import { killRun, setKill } from './kill-run.ts';
import { eachOf, installTrainers, type Trainer, uninstallTrainers } from './trainers.ts';

/**
 * Four connectors with five trainers each. One connector for all twenty would stand still for a reason of its own: its journal of 256 KiB
 * keeps every plan for a day and reserves 10 KiB for each open one, so it holds fewer than twenty open plans, and not the 400 of ten rounds.
 */
const CONNECTORS = 4;
const TRAINERS_EACH = 5;
const INTERVAL_S = 0.2;
/** Approvals under way at the same time; more would measure how fast two cores start trainers. */
const APPROVALS_AT_ONCE = 2;

type Post = { readonly connector: Connector; readonly log: ConnectorLog; readonly trainers: readonly Trainer[] };
type Waiting = { readonly post: Post; readonly plan: WaitingPlan };

/** All rounds of the thread: trainers installed, their plans killed once, proposed again, approved, and the trainers taken away. */
export async function runThread(bench: Bench, rounds: number): Promise<void> {
  const posts: Post[] = [];
  const { say, scene } = bench;
  try {
    for (let index = 1; index <= CONNECTORS; index += 1) posts.push(await openPost(bench, index));
    for (let round = 1; round <= rounds; round += 1) {
      await scene.stepUp();
      await runRound(bench, posts, (what) => say(`round ${round} of ${rounds}: ${what}`));
    }
  } finally {
    for (const { log } of posts) log.close();
  }
}

async function openPost({ say, scene }: Bench, index: number): Promise<Post> {
  const target_namespace = `bench-train-${index}`;
  const targets = Array.from({ length: TRAINERS_EACH }, (_, at) => `trainer-${index}-${at + 1}`);
  const trainers = targets.map((name) => ({ name, namespace: target_namespace }));
  // The first trainer brings the namespace, which the install guide annotates.
  await installTrainers(scene, trainers.slice(0, 1), INTERVAL_S);
  const connector = await bringOnline(scene, { name: `bench-${index}`, target_namespace, targets, pace: BENCH });
  await uninstallTrainers(scene, trainers.slice(0, 1));
  say(`connector ${connector.name} is online`);
  return { connector, log: new ConnectorLog(connector.logFile), trainers };
}

async function runRound(bench: Bench, posts: readonly Post[], say: (what: string) => void): Promise<void> {
  const trainers = posts.flatMap((post) => post.trainers);
  say(`installing ${trainers.length} trainers`);
  await installTrainers(bench.scene, trainers, INTERVAL_S);
  const first = await waiting(bench, posts);
  await takeBaselines(bench, trainers);
  say('kill switch');
  for (const { plan, post } of first) await killRun(bench, post.connector, post.log, plan);
  await bench.scene.stepUp();
  for (const { plan, post } of first) await setKill(bench, post.connector, plan.target.name, false);
  const second = await waiting(bench, posts);
  await bench.scene.stepUp();
  say('approvals');
  await eachOf(second, APPROVALS_AT_ONCE, ({ plan, post }) => approveRun(bench, post.log, plan));
  await uninstallTrainers(bench.scene, trainers);
}

async function waiting({ scene }: Bench, posts: readonly Post[]): Promise<Waiting[]> {
  const found = posts.map(async (post): Promise<Waiting[]> => {
    const plans = await untilVerified(scene, post.connector, post.connector.targets);
    return plans.map((plan) => ({ post, plan }));
  });
  const all = (await Promise.all(found)).flat();
  // Connectors take turns, so that two approvals at once concern two connectors.
  return all.sort((a, b) => a.plan.target.name.slice(-1).localeCompare(b.plan.target.name.slice(-1)));
}
