// What the end-to-end tests and the benchmark take from the sandbox: the stack that `npm start` runs, and the people at its API.
export { ApiClient, ApiError } from './api/client.ts';
export { document, type PlanDetail } from './demo/render.ts';
export { repositoryRoot } from './platform/paths.ts';
export { freePort } from './platform/ports.ts';
export { followInstallGuide, type InstallGuide, runCommand } from './seed/install.ts';
export { type Seeded, seedOrganization } from './seed/organization.ts';
export { newestMail } from './seed/people.ts';
export { publishTrust } from './seed/publish-trust.ts';
export { makeTrustDocuments } from './seed/trust-material.ts';
export { buildConnector } from './stack/connector.ts';
export { startDatabase } from './stack/database.ts';
export { type Kubernetes, startKubernetes } from './stack/kubernetes.ts';
export { type Platform, type PlatformOptions, startPlatform } from './stack/platform.ts';
