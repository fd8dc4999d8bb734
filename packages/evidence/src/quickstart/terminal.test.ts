import { describe, expect, it } from 'vitest';
import { terminalSummary } from './terminal.ts';
import { quickFactsOf, secondsOf } from './test-facts.ts';

const PLAIN = { colour: false, columns: 80 };
const bursting = secondsOf(90, (at) => ({ latency_ms: at % 30 === 29 ? 400 : 100, loss: null }));

describe('terminalSummary', () => {
  it('says what was seen, what it means and what to do, in lines that fit', () => {
    const lines = terminalSummary(quickFactsOf(bursting), PLAIN);
    expect(lines.join('\n')).toBe(
      [
        '',
        'Step time burst: set dataloader prefetch to 2 and set concurrency to 4',
        '',
        '  Source     trace file trace.jsonl',
        '  Seen       90 samples over 1 min 29 s, 2026-01-05 08:00:00 to 08:01:29 UTC',
        '             90 rows read, none dropped.',
        '  Evidence   high',
        '  Step time  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█',
        '             median 100 ms, 95th percentile 100 ms, slowest 400 ms',
        '  Signals    step time burst',
        '             The slowest step took 400 ms, 4 times the median of 100 ms. A burst',
        '             begins at 1.5 times; 3 of 90 steps are that slow.',
        '  Proposed   BURST-ABSORB: Absorb bursts of step time by feeding the job better.',
        '               dataloader_prefetch_factor: not known → 2',
        '               concurrency: not known → 4',
        '  Value      estimate: up to 5\u00a0% of the time, 4 s of 1 min 29 s',
        '  Verify     Not verified by a cluster. kubectl was not found, so no cluster was',
        '             asked.',
        '  Not seen   loss, workers, GPU load and memory, knobs in use, nodes',
        '',
        '  Report     q/report.html',
        '  Bundle     q/export/bundle.tar.gz',
        '  Next       Install kubectl, or name it in KUBECTL, and ask the cluster whether',
        '             it would accept the plan.',
        '             mk k8s verify --plan q/plan/k8s_plan.json --out q/verify',
        '',
      ].join('\n'),
    );
  });

  it('made-up data is said so before anything else', () => {
    const source = { ...quickFactsOf([]).source, kind: 'synthetic' as const, scenario: 'drift', is_default: true, ingest: null };
    const lines = terminalSummary(quickFactsOf(bursting, { source }), PLAIN);
    expect(lines[3]).toMatch(/^SYNTHETIC DATA: NOTHING WAS OBSERVED\./);
    expect(lines.join('\n')).not.toContain('UTC');
  });

  it('a plan without items has nothing to verify, and another blocker is named', () => {
    const quiet = quickFactsOf(
      secondsOf(60, () => ({ loss: null })),
      { top_blocker: 'loss_missing' },
    );
    const text = terminalSummary(quiet, PLAIN).join('\n').replaceAll(/\s+/g, ' ');
    expect(text).toContain('Nothing to verify. The plan is empty. Besides: kubectl was not found');
    expect(text).toContain('Blocked No sample carries a loss');
    expect(terminalSummary(quickFactsOf(bursting), PLAIN).join('\n')).not.toContain('Blocked');
  });

  it('without samples nothing is called well', () => {
    const text = terminalSummary(quickFactsOf([]), PLAIN).join('\n');
    expect(text).toContain('No usable sample was found');
    expect(text).toContain('Signals    none: nothing was seen');
    expect(text).toContain('head -n 3 trace.jsonl');
    expect(terminalSummary(quickFactsOf(secondsOf(2)), PLAIN)[1]).toBe('Too little was seen to tell how the workload does');
  });

  it('shows values by who said them, and what is left out of the plan', () => {
    const base = quickFactsOf(bursting);
    const proposals = base.proposals.map((proposal, at) =>
      at === 0
        ? { ...proposal, current: 8, current_from: 'cluster' as const }
        : { ...proposal, blocked: true, result: 'cooldown_active' },
    );
    const text = terminalSummary({ ...base, proposals }, PLAIN).join('\n');
    expect(text).toContain('dataloader_prefetch_factor: 8 → 2 (now as the cluster has it)');
    expect(text).toContain('concurrency: not known → 4 (left out: cooldown_active)');
    expect(text).toContain('Step time burst: lower dataloader prefetch to 2');
  });

  it('names of others cannot steer the terminal', () => {
    const source = { ...quickFactsOf([]).source, path: "\u001b[2Ja'\u202e$(rm).jsonl", error: 'no\u001b]0;x\u0007' };
    const text = terminalSummary(quickFactsOf([], { source }), PLAIN).join('\n');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).toContain("head -n 3 '<U+001B>[2Ja'\\''<U+202E>$(rm).jsonl'");
  });

  it.each([
    ['cluster_unreachable', 'Point kubectl at the cluster'],
    ['namespace_missing', 'Name the workload that the plan is for.'],
    [
      'deployment_missing',
      'mk quickstart --observe-source file --observe-path trace.jsonl --k8s-namespace NAMESPACE --k8s-deployment NAME',
    ],
    ['rbac_denied', 'Somebody who may patch'],
    ['dry_run_failed', 'See what the API server says'],
  ])('%s has a next step of its own', (kind, words) => {
    const text = terminalSummary(
      quickFactsOf(bursting, { verify: { ok: false, blocker: { kind, detail: null }, context: null } }),
      { colour: false, columns: 200 },
    );
    expect(text.join('\n').replaceAll(/\s+/g, ' ')).toContain(words);
  });

  it('a plan that the server would accept is to be read next', () => {
    const text = terminalSummary(quickFactsOf(bursting, { verify: { ok: true, blocker: null, context: 'prod' } }), {
      colour: true,
      columns: 80,
    });
    expect(text.join('\n')).toContain('\u001b[32mThe server would accept the plan. Dry run on Deployment llm in\u001b[39m');
    expect(text.join('\n')).toContain('cat q/plan/k8s_plan.kubectl.sh');
  });
});
