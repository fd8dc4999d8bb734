import { describe, expect, it } from 'vitest';
import { refusal } from './support/render.ts';
import { connectorValues, guardValues, type Values } from './support/values.ts';

const target = { namespace: 'training', name: 'trainer', container: 'trainer', passport: 'demo' };
const named = (over: Values) => ({ targets: [{ ...target, ...over }] });
const observe = (over: Values) => connectorValues('observe', 'training', over);
const apply = (over: Values) => connectorValues('apply', 'training', over);
const withSelector = { namespace: 'training', selector: 'app=x', container: 'trainer', passport: 'demo' };

describe('the connector chart refuses, naming the value', () => {
  it.each<[string, Values, RegExp]>([
    ['apply without an image digest', apply({ image: {} }), /image\/digest/],
    ['verify without an image digest', connectorValues('verify', 'training', { image: {} }), /image\/digest/],
    ['a digest of the wrong form', observe({ image: { digest: 'sha256:abc' } }), /image\/digest/],
    ['an unknown mode', observe({ mode: 'force' }), /\/mode/],
    ['an unknown value', observe({ killswitch: true }), /killswitch/],
    ['an unknown member of a target', observe(named({ selectors: {} })), /selectors/],
    ['no control plane', observe({ controlPlaneUrl: '' }), /controlPlaneUrl/],
    ['plain http', observe({ controlPlaneUrl: 'http://localhost:8787' }), /controlPlaneUrl/],
    [
      'plain http to another host in the sandbox',
      observe({ sandbox: true, controlPlaneUrl: 'http://modekeeper.example' }),
      /controlPlaneUrl/,
    ],
    ['a control plane with user and password', observe({ controlPlaneUrl: 'https://a:b@modekeeper.example' }), /controlPlaneUrl/],
    ['an upper-case target', observe(named({ name: 'Trainer' })), /targets\/0\/name/],
    ['a target with a slash', observe(named({ name: 'a/b' })), /targets\/0\/name/],
    ['a wildcard as target', observe(named({ name: '*' })), /targets\/0\/name/],
    ['a namespace with a dot', observe(named({ namespace: 'a.b' })), /targets\/0\/namespace/],
    ['a system namespace', observe(named({ namespace: 'kube-system' })), /targets\/0\/namespace/],
    ['another kind of workload', observe(named({ kind: 'StatefulSet' })), /targets\/0\/kind/],
    ['a selector in mode apply', apply({ targets: [withSelector] }), /targets\/0/],
    ['mode apply without targets', apply({ targets: [] }), /targets/],
    [
      'a target without container',
      observe({ targets: [{ namespace: 'training', name: 'trainer', passport: 'demo' }] }),
      /container/,
    ],
    ['a passport under a name that is no file name', observe({ passports: { 'a/b': { a: 1 } } }), /passports.*a\/b/],
    ['a key that is not 32 bytes', observe({ trust: { roots: { r: 'AAAA' } } }), /trust\/roots\/r/],
    ['an unknown approval level', observe({ approval: { level: 'L3' } }), /approval\/level/],
    ['quicker looks outside the sandbox', observe({ sandboxEnvironment: { MODEKEEPER_WINDOW_S: 5 } }), /sandboxEnvironment/],
    [
      'any other variable in the sandbox',
      observe({ sandbox: true, sandboxEnvironment: { MODEKEEPER_KILL_SWITCH: 1 } }),
      /sandboxEnvironment/,
    ],
    ['a selector that is no selector', observe({ targets: [{ ...withSelector, selector: '{app: x}' }] }), /targets\/0\/selector/],
    ['a threshold of zero', observe({ approval: { level: 'L2', threshold: 0 } }), /approval\/threshold/],
    ['no memory limit', observe({ resources: { limits: { memory: null } } }), /resources\/limits/],
  ])('%s', async (_, values, message) => {
    expect(await refusal('modekeeper-connector', values)).toMatch(message);
  });

  it.each<[string, Values, RegExp]>([
    [
      'a passport that is not there',
      observe(named({ passport: 'prod' })),
      /targets\[0\] names passport "prod", which is not under passports/,
    ],
    ['name and selector together', observe(named({ selector: 'a=b' })), /both name and selector/],
    [
      'neither name nor selector',
      observe({ targets: [{ namespace: 'training', container: 'c', passport: 'demo' }] }),
      /neither name nor selector/,
    ],
    [
      'one Deployment twice',
      observe({ targets: [target, { ...target, container: 'other' }] }),
      /targets\[1\] repeats training\/trainer/,
    ],
    ['two sources of the token', observe({ enrollment: { token: 'a', existingSecret: 'b' } }), /keep one of them/],
    ['fewer approvers than needed', apply({ approval: { level: 'L2', threshold: 2 } }), /needs 2 distinct key\(s\).*there are 0/],
  ])('%s, with a sentence that says what to do', async (_, values, message) => {
    expect(await refusal('modekeeper-connector', values)).toMatch(message);
  });
});

it('a release name with a dot is refused, because objects are named after it', async () => {
  expect(await refusal('modekeeper-connector', observe({}), 'a.b')).toMatch(/release name "a.b" has a dot/);
});

describe('the guard chart refuses, naming the value', () => {
  const guard = (over: Values) => guardValues('apply', 'modekeeper', 'mk', over);
  const bounds = (over: Values) => guard({ actuators: [{ name: 'concurrency', min: 1, max: 16, ...over }] });
  it.each<[string, Values, RegExp]>([
    ['mode observe', guard({ mode: 'observe' }), /\/mode/],
    ['no actuators', guard({ actuators: [] }), /actuators/],
    ['a fraction as bound', bounds({ max: 1.5 }), /actuators\/0\/max/],
    ['a negative bound', bounds({ min: -1 }), /actuators\/0\/min/],
    ['text as bound', bounds({ max: '16' }), /actuators\/0\/max/],
    ['a knob name that could end the expression', bounds({ name: "x'] || true || k in ['" }), /actuators\/0\/name/],
    [
      'an account name that could end the expression',
      guard({ serviceAccount: { namespace: 'a', name: "x' || true" } }),
      /serviceAccount\/name/,
    ],
    ['no account', guard({ serviceAccount: { namespace: 'a', name: '' } }), /serviceAccount\/name/],
    ['crossed bounds', bounds({ min: 17 }), /min 17 is above max 16/],
    [
      'a knob twice',
      guard({
        actuators: [
          { name: 'a', min: 1, max: 2 },
          { name: 'a', min: 1, max: 9 },
        ],
      }),
      /actuators\[1\] repeats a/,
    ],
  ])('%s', async (_, values, message) => {
    expect(await refusal('modekeeper-guard', values)).toMatch(message);
  });
});

describe('the trainer chart refuses, naming the value', () => {
  it.each<[string, Values, RegExp]>([
    ['a knob value that is not a whole number', { knobs: { concurrency: 1.5 } }, /knobs\/concurrency/],
    ['a knob name that is no annotation', { knobs: { 'a b': 1 } }, /knobs.*a b/],
    ['an interval of zero', { loopIntervalSeconds: 0 }, /loopIntervalSeconds/],
    ['an unknown value', { replicas: 2 }, /replicas/],
  ])('%s', async (_, values, message) => {
    expect(await refusal('trainer', values)).toMatch(message);
  });
});
