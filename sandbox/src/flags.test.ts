import { describe, expect, it } from 'vitest';
import { readFlags, readSwitches } from './flags.ts';

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

describe('readSwitches', () => {
  it('answers the switches that were given', () => {
    expect([...readSwitches('npm run clean', ['cache'], ['--cache'])]).toEqual(['cache']);
    expect([...readSwitches('npm run clean', ['cache'], [])]).toEqual([]);
  });

  it.each([
    [['cache'], ['--cahce'], "Unknown option '--cahce'. Use: npm run clean [-- --cache]"],
    [[], ['--cache'], "Unknown option '--cache'. Use: npm run clean"],
    [['cache'], ['--cache=3'], "Option '--cache' does not take an argument. Use: npm run clean [-- --cache]"],
  ])('with %j refuses %j in one line that says what to do', (names, args, line) => {
    const refusal = { code: 'invalid_input', line };
    expect(() => readSwitches('npm run clean', names, args)).toThrow(
      expect.toSatisfy(({ code, hint, message }) => code === refusal.code && `${message} ${hint}` === refusal.line),
    );
  });

  it('refuses a word beside the switches', () => {
    expect(() => readSwitches('npm run demo', ['yes'], ['now'])).toThrow(/^Unexpected argument .now/);
  });
});
