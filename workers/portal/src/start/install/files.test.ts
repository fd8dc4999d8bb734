import { describe, expect, it } from 'vitest';
import { asOnePaste, chartsBase, withToken } from './files.ts';

describe('the token in a file', () => {
  const file = 'token: PLACE\n';
  it('goes in for the placeholder, and is hidden only from the eye', () => {
    expect(withToken(file, 'PLACE', 'mkt_1', false)).toEqual({ text: 'token: mkt_1\n', shown: 'token: mkt_1\n' });
    const hidden = withToken(file, 'PLACE', 'mkt_1', true);
    expect(hidden.text).toBe('token: mkt_1\n');
    expect(hidden.shown).not.toContain('mkt_1');
  });
  it('stays a placeholder when the token is not known any more', () => {
    expect(withToken(file, 'PLACE', null, true)).toEqual({ text: file, shown: file });
  });
});

describe('the folder of the charts', () => {
  it('is read out of the command', () => {
    expect(chartsBase('helm upgrade --install mk /src/charts/modekeeper-connector --namespace mk')).toBe('/src/charts');
    expect(chartsBase('helm upgrade --install mk oci://host/charts/modekeeper-guard')).toBe('oci://host/charts');
    expect(chartsBase('kubectl get pods')).toBeNull();
  });
});

describe('files and command as one paste', () => {
  it('writes each file behind a quoted delimiter that it does not contain, for its owner only, and then runs the command', () => {
    const content = 'description: "$HOME `id`"\nEND_OF_FILE\nlast: 1\n';
    expect(asOnePaste([{ name: 'values.yaml', content }], 'helm upgrade')).toBe(
      `(umask 077\ncat > values.yaml <<'END_OF_FILE_'\n${content}END_OF_FILE_\n) && helm upgrade\n`,
    );
  });
  it('ends a file without a last line break all the same', () => {
    expect(asOnePaste([{ name: 'a', content: 'x' }], 'c')).toContain("'END_OF_FILE'\nx\nEND_OF_FILE\n");
  });
  it('is the bare command where there is no file', () => expect(asOnePaste([], 'kubectl get pods')).toBe('kubectl get pods'));
});
