import { parseStdoutJsonl } from '@modekeeper/telemetry';
import { describe, expect, it } from 'vitest';
import { MODES, STEPS } from '../address.ts';
import { effectsOf } from './effects.ts';
import { logsCommand, type Names, TELEMETRY_LINE, troublesOf, USUAL_S } from './troubles.ts';

const names: Names = { release: 'mk', namespace: 'ns', target_namespace: 'train', target: 'trainer', container: 'main' };

describe('the help beside the steps', () => {
  it('says at every step and in every mode what may happen in the cluster', () => {
    for (const step of STEPS) for (const mode of MODES) expect(effectsOf(step, mode, names).length).toBeGreaterThan(0);
  });
  it('knows reasons for every step that waits for the cluster', () => {
    for (const step of STEPS) expect(troublesOf(step, names).length > 0).toBe(USUAL_S[step] !== undefined);
  });
  it('names the things of the reader in its commands', () => {
    expect(logsCommand(names)).toBe('kubectl logs deployment/mk -n ns --tail=20');
    const commands = STEPS.flatMap((step) => troublesOf(step, names)).flatMap(({ command }) => command ?? []);
    expect(commands.join('\n')).not.toContain('undefined');
  });
  it('shows a line of telemetry that the connector really reads', () => {
    expect(parseStdoutJsonl(TELEMETRY_LINE)).toMatchObject({
      kind: 'sample',
      sample: { step: 120, latency_ms: 412, throughput: 621.4, knobs: { concurrency: 4 } },
    });
  });
});
