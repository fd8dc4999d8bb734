export { type Agent, type AgentOptions, startAgent } from './agent.ts';
export { type BackoffOptions, kubeletBackoff } from './pods/backoff.ts';
export type { AgentEvent } from './pods/context.ts';
export type { Program, Programs } from './programs/image.ts';
export { trainerProgram } from './trainer/program.ts';
