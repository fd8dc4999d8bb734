import { setQuarantine } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { fencingTokenOf } from './fencing.ts';
import { type ConnectorState, mergeState, newState, stateCodec } from './state-codec.ts';

const [BIRTH, OTHER] = ['01K00000000000000000000000', '01K00000000000000000000001'];
const ledger = { knobs: {}, changes: [] };
const withQuarantine = (state: ConnectorState, set: boolean): ConnectorState => ({
  ...state,
  apply_state: {
    ...state.apply_state,
    targets: {
      'ml/trainer': set ? setQuarantine(ledger, 'rollback_failed', 1_800_000_000_000) : { ...ledger, quarantine: null },
    },
  },
});
const isSet = (state: ConnectorState | null) => state?.apply_state.targets['ml/trainer']?.quarantine != null;

describe('the connector’s state, written by somebody else meanwhile', () => {
  const [clear, set] = [withQuarantine(newState(BIRTH), false), withQuarantine(newState(BIRTH), true)];

  it('keeps a quarantine that is being set when the other write was about something else', () => {
    expect(isSet(mergeState(set, clear, clear))).toBe(true);
  });

  it('takes over what an operator set or cleared', () => {
    expect(isSet(mergeState(clear, set, clear))).toBe(true);
    expect(isSet(mergeState(set, clear, set))).toBe(false);
  });

  it('is another’s when it belongs to another journal', () => {
    expect(mergeState(set, newState(OTHER), set)).toBeNull();
  });
});

describe('reading what another version wrote', () => {
  it('reads a state without a fencing token', () => {
    const data = { ...stateCodec.encode(newState(BIRTH, 7)), journal: JSON.stringify({ birth_id: BIRTH }) };
    expect(stateCodec.decode(data).journal).toEqual({ birth_id: BIRTH, fencing_token: 0 });
  });

  it('finds the token of a newer writer in a form that it cannot read', () => {
    expect(fencingTokenOf({ journal: '{"schema_version":"connector_journal.v9","fencing_token":8,"new":{}}' })).toBe(8);
    for (const journal of [undefined, '', '[]', '{"fencing_token":"8"}', '{'])
      expect(fencingTokenOf(journal === undefined ? {} : { journal })).toBe(0);
  });
});
