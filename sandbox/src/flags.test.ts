import { describe, expect, it } from 'vitest';
import { readFlags } from './flags.ts';

describe('readFlags', () => {
  it('takes the sandbox on port 8787 without flags', () => {
    expect(readFlags([])).toEqual({ kind: 'sandbox', port: 8787, open: false, reset: false });
  });

  it('observes, never more, in a cluster of the user unless told otherwise', () => {
    expect(readFlags(['--kubeconfig', 'k', '--namespace', 'train', '--target', 'deployment/llm'])).toMatchObject({
      kind: 'own-cluster',
      mode: 'observe',
      target: 'llm',
      yes: false,
    });
  });

  it.each([
    [['--port', '0']],
    [['--port', 'x']],
    [['--colour']],
    [['stray']],
    [['--namespace', 'train']],
    [['--kubeconfig', 'k', '--namespace', 'Train', '--target', 'deployment/a']],
    [['--kubeconfig', 'k', '--namespace', 'train', '--target', 'statefulset/a']],
    [['--kubeconfig', 'k', '--namespace', 'train', '--target', 'deployment/a;rm']],
    [['--kubeconfig', 'k', '--namespace', 'train', '--target', 'deployment/a', '--mode', 'destroy']],
  ])('refuses %j with one line that says what to do', (args) => {
    expect(() => readFlags(args)).toThrow(
      expect.objectContaining({ code: 'invalid_input', hint: expect.stringContaining('npm start') }),
    );
  });
});
