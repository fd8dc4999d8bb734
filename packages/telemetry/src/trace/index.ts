export { type Block, buffersOf } from './block.ts';
export { BlockStore } from './block-store.ts';
export type { ByteSource, Segment } from './line-reader.ts';
export { openTrace } from './open-trace.ts';
export { SegmentParser, type TraceFormat } from './parse-segment.ts';
export { type ObservedTrace, settleTrace } from './settle-trace.ts';
export type { Spill } from './spill.ts';
