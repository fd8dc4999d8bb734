import { describe, expect, it } from 'vitest';
import { closedBy } from './gate.ts';

describe('closedBy', () => {
  it('opens only when the answer allows', async () => {
    expect(await closedBy(async () => ({ allow: true, gates: [{ gate: 'kill_switch', ok: true }] }))).toBeNull();
  });

  it('gives the reason of the first closed gate', async () => {
    const gates = [
      { gate: 'kill_switch', ok: true },
      { gate: 'license', ok: false, reason: 'license_expired' },
      { gate: 'approval', ok: false, reason: 'approval_required' },
    ];
    expect(await closedBy(async () => ({ allow: false, gates }))).toMatchObject({
      kind: 'gated',
      reason: 'license_expired',
      sent: false,
    });
  });

  it('is closed when the gates cannot be evaluated', async () => {
    expect(await closedBy(() => Promise.reject(new Error('no journal')))).toMatchObject({
      kind: 'gated',
      reason: 'gate_unavailable',
    });
    expect(await closedBy(async () => ({ allow: false, gates: [] }))).toMatchObject({ kind: 'gated', reason: 'gate_closed' });
  });
});
