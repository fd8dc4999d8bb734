import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { freshMemory } from '@modekeeper/engine';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { FAULTS, SimulatedCluster } from '../../testing/simulated-cluster.ts';
import { type Iteration, iterate } from './iterate.ts';
import { loopSettings } from './settings.ts';
import { closedLoopCommands } from './spec.ts';

const BEFORE = { 'modekeeper/knob.concurrency': '8', 'modekeeper/knob.dataloader_prefetch_factor': '4' };
const TARGETS = { 'modekeeper/knob.concurrency': '4', 'modekeeper/knob.dataloader_prefetch_factor': '2' };
const OURS = new Map(Object.entries(TARGETS));
const TICKS = 3;
const folder = mkdtempSync(join(tmpdir(), 'mk-truth-'));
await writeLicence(folder);

/** Calls of a tick that comes to its end are about 25. */
const anyFaults = fc.array(fc.tuple(fc.nat(60), fc.constantFrom(...FAULTS)), { maxLength: 4 });

function settings() {
  const command = closedLoopCommands.find(({ path }) => path.join(' ') === 'closed-loop run');
  const given = { scenario: 'burst', 'k8s-namespace': 'train', 'k8s-deployment': 'llm', 'cooldown-s': '0', apply: true };
  return loopSettings({ cwd: folder }, new Flags(command?.flags ?? [], given));
}

it('whatever goes wrong: nothing is sent unverified, killed, or in quarantine, and what is reported is what is so', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(anyFaults, async (faults) => {
      round += 1;
      const out = `r${round}`;
      const killFile = join(folder, `kill-${round}`);
      const cluster = new SimulatedCluster(BEFORE, new Map(faults), killFile);
      let now_ms = Date.now();
      const io: Io = {
        env: { MODEKEEPER_KILL_SWITCH_FILE: killFile },
        cwd: folder,
        home: join(folder, 'home'),
        now: () => {
          now_ms += 5;
          return now_ms;
        },
        ...{ out: () => undefined, err: () => undefined, progress: () => undefined, tell: () => undefined },
        screen: { colour: false, columns: 80 },
        json: false,
        signal: new AbortController().signal,
      };
      const loop = settings();
      if (loop.apply === null) throw new Error('the flag --apply was not read');
      const applying = { settings: loop.apply, kubectl: cluster.kubectl, state_folder: join(folder, out) };
      let memory = freshMemory();
      let quarantined = false;
      for (let tick = 0; tick < TICKS; tick += 1) {
        const before = { held: cluster.annotations, sent: cluster.sent.length, foreign: cluster.foreign };
        const iteration = await iterate(io, loop, memory, { out: join(out, String(tick)), tick, applying, on_signal: 'end' });
        memory = iteration.memory;
        const sent = cluster.sent.slice(before.sent);
        checkSent(sent, quarantined);
        checkReport(iteration, sent.filter(({ dry }) => !dry).length);
        if (cluster.foreign === before.foreign) checkTruth(iteration, cluster.annotations, before.held);
        quarantined = isQuarantined(join(folder, out)) || quarantined;
        now_ms += 100_000;
      }
      rmSync(join(folder, out), { recursive: true });
    }),
    { numRuns: 40 },
  );
}, 240_000);

type Sent = SimulatedCluster['sent'];
const isForward = ({ annotations, dry }: Sent[number]) => !dry && annotations['modekeeper/knob.concurrency'] === '4';

function checkSent(sent: Sent, quarantined: boolean): void {
  for (const [index, patch] of sent.entries()) {
    if (patch.dry) continue;
    expect(patch.killed).toBe(false);
    if (isForward(patch)) {
      expect(quarantined).toBe(false);
      expect(sent.slice(0, index).some(({ annotations, dry }) => dry && isDeepStrictEqual(annotations, patch.annotations))).toBe(
        true,
      );
    } else {
      // On the way back only what still holds our value is touched.
      for (const knob of Object.keys(patch.annotations)) expect([knob, patch.held[knob]]).toEqual([knob, OURS.get(knob)]);
    }
  }
  expect(sent.filter(isForward).length).toBeLessThanOrEqual(1);
  expect(sent.filter((patch) => !patch.dry).length).toBeLessThanOrEqual(2);
}

function checkReport({ exit, report }: Iteration, sent: number): void {
  expect(report.results.map(({ action }) => action)).toEqual(report.proposed);
  expect(report.apply_attempted).toBe(sent > 0);
  if (exit === 2) {
    expect(sent).toBe(0);
    expect(report.results.every(({ blocked }) => blocked)).toBe(true);
    expect(report.apply_blocked_reason).not.toBeNull();
  }
  if (exit === 1) expect(report.apply_ok).toBe(false);
  expect(report.verify_ok === true || sent === 0).toBe(true);
}

function checkTruth({ exit, report }: Iteration, now: Record<string, string>, before: Record<string, string>): void {
  const [reason] = new Set(report.results.map((result) => result.reason));
  if (exit === 2 || reason === 'k8s_apply_failed' || reason === 'k8s_apply_rolled_back') expect(now).toEqual(before);
  if (reason === 'k8s_apply') expect(now).toEqual(TARGETS);
  if (reason === 'k8s_apply_unknown') expect(report.rollback_verdict).not.toBe('pass');
}

function isQuarantined(state_folder: string): boolean {
  try {
    const state = JSON.parse(readFileSync(join(state_folder, 'apply_state.json'), 'utf8'));
    return Boolean(state.targets['train/llm']?.quarantine);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
