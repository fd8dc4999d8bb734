export * from './clusters.ts';
export * from './identity.ts';
export * from './organizations.ts';
export * from './plans.ts';
export * from './platform.ts';
