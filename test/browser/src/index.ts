// What the benchmark takes from here: a browser at the portal, and something to look at without a cluster.
export { launchBrowser } from './launch.ts';
export { type Sealed, sealedPlan, verifyReport } from './seed/documents.ts';
export { FakeConnector } from './seed/fake-connector.ts';
export { type PastPlan, writePlans } from './seed/history.ts';
export { move, propose } from './seed/propose.ts';
export { type FullScene, fullScene } from './seed/scene.ts';
export { type Visit, visitIn } from './support/browser-for-all.ts';
export type { Person } from './support/people.ts';
export { startBarePlatform } from './support/platform.ts';
export { settled } from './support/settled.ts';
