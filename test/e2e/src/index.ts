// What the browser tests take from here: the whole stack with a real cluster, and the test's own trainer.
export { connectorLog } from './support/connector.ts';
export { connectorKey } from './support/enrolled-key.ts';
export { installTrainer, namesOf, QUICK_PACE, reinstallTrainer, TARGET } from './support/install.ts';
export { knobs } from './support/objects.ts';
export { type Stack, startStack } from './support/stack.ts';
