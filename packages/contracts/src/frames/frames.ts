import { z } from 'zod';
import { trustDocumentSchema } from '../documents/trust-document.ts';
import * as body from './bodies.ts';
import { type FrameClass, frameSchema } from './envelope.ts';
import { heartbeatBodySchema, helloBodySchema, welcomeBodySchema } from './hello.ts';
import { seriesBodySchema } from './series.ts';
import { stateDigestBodySchema, stateReportBodySchema } from './state.ts';

/** Every frame type from the connector, with its class (connector.md, "Frames"). `ack` goes both ways. */
export const UP_FRAMES = {
  plan_proposed: 'durable',
  plan_event: 'durable',
  verify_report: 'durable',
  receipt: 'durable',
  kill_state: 'durable',
  finding: 'durable',
  state_report: 'durable',
  hello: 'volatile',
  heartbeat: 'volatile',
  series: 'volatile',
  state_digest: 'volatile',
  log_notice: 'volatile',
  ack: 'volatile',
} as const satisfies Record<string, FrameClass>;
export type UpFrameType = keyof typeof UP_FRAMES;

/** Every frame type from the control plane, with its class. */
export const DOWN_FRAMES = {
  plan_dispatch: 'durable',
  plan_close: 'durable',
  plan_resolve: 'durable',
  kill_set: 'durable',
  trust_document: 'durable',
  state_report: 'durable',
  welcome: 'volatile',
  ack: 'volatile',
  refused: 'volatile',
  watch: 'volatile',
} as const satisfies Record<string, FrameClass>;
export type DownFrameType = keyof typeof DOWN_FRAMES;

const stateReport = frameSchema('state_report', 'durable', stateReportBodySchema);
const ack = frameSchema('ack', 'volatile', body.ackBodySchema);

export const upFrameSchema = z.discriminatedUnion('type', [
  frameSchema('plan_proposed', 'durable', body.planDocumentBodySchema),
  frameSchema('plan_event', 'durable', body.planEventBodySchema),
  frameSchema('verify_report', 'durable', body.planDocumentBodySchema),
  frameSchema('receipt', 'durable', body.planDocumentBodySchema),
  frameSchema('kill_state', 'durable', body.killStateBodySchema),
  frameSchema('finding', 'durable', body.findingBodySchema),
  stateReport,
  frameSchema('hello', 'volatile', helloBodySchema),
  frameSchema('heartbeat', 'volatile', heartbeatBodySchema),
  frameSchema('series', 'volatile', seriesBodySchema),
  frameSchema('state_digest', 'volatile', stateDigestBodySchema),
  frameSchema('log_notice', 'volatile', body.logNoticeBodySchema),
  ack,
]);
export type UpFrame = z.infer<typeof upFrameSchema>;

export const downFrameSchema = z.discriminatedUnion('type', [
  frameSchema('plan_dispatch', 'durable', body.planDispatchBodySchema),
  frameSchema('plan_close', 'durable', body.planCloseBodySchema),
  frameSchema('plan_resolve', 'durable', body.planResolveBodySchema),
  frameSchema('kill_set', 'durable', body.killStateBodySchema),
  frameSchema('trust_document', 'durable', trustDocumentSchema),
  stateReport,
  frameSchema('welcome', 'volatile', welcomeBodySchema),
  ack,
  frameSchema('refused', 'volatile', body.refusedBodySchema),
  frameSchema('watch', 'volatile', body.watchBodySchema),
]);
export type DownFrame = z.infer<typeof downFrameSchema>;

/** Body type of a frame type, per direction. */
export type UpBody<Type extends UpFrameType> = Extract<UpFrame, { type: Type }>['body'];
export type DownBody<Type extends DownFrameType> = Extract<DownFrame, { type: Type }>['body'];
