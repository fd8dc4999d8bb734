/** Values of the connector chart for one named target; what a test does not care about is as in production. */
export const digest = `sha256:${'0'.repeat(64)}`;
/** RFC 8032 test vectors: public keys that are certainly not secret. */
export const keys = {
  root: '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  approval: 'PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=',
  approver: '/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=',
};

export const passport = {
  schema_version: 'passport.v0',
  name: 'demo',
  allowed_chords: ['NORMAL-HOLD', 'BURST-ABSORB', 'RECOVER', 'RELOCK'],
  allowed_actuators: { hot: [], cold: ['concurrency', 'dataloader_prefetch_factor'] },
  limits: {
    cooldown_s: 30,
    max_delta_per_step: 4,
    relock_stable_intervals: 1,
    knob_limits: { concurrency: { min: 1, max: 16 } },
  },
  invariants: ['keep_global_batch_stable'],
  gates: { apply: true },
};

export type Mode = 'observe' | 'verify' | 'apply';
export type Values = Record<string, unknown>;

/** Mode, target namespace (the Deployment is called `trainer`), and anything to override at the top level. */
export function connectorValues(mode: Mode, namespace: string, over: Values = {}): Values {
  return {
    controlPlaneUrl: 'https://modekeeper.example',
    mode,
    enrollment: { token: 'mke_test' },
    // Not the real name: these pods are only pretended to run, whether or not a node agent is there.
    image: { repository: 'example/connector', digest },
    targets: [{ namespace, name: 'trainer', container: 'trainer', passport: 'demo' }],
    passports: { demo: passport },
    trust: { roots: { root: keys.root }, approvalKeys: { approval: keys.approval } },
    ...over,
  };
}

/** Values of the guard chart for one ServiceAccount. */
export function guardValues(mode: 'verify' | 'apply', namespace: string, name: string, over: Values = {}): Values {
  return {
    serviceAccount: { namespace, name },
    mode,
    actuators: [
      { name: 'concurrency', min: 1, max: 16 },
      { name: 'dataloader_prefetch_factor', min: 0, max: 8 },
    ],
    ...over,
  };
}

/** Values of the trainer chart; the pod is only pretended to run. */
export const trainerValues = (over: Values = {}): Values => ({ image: { repository: 'example/trainer' }, ...over });
