/** A page in the background gets no frames: then this is how long the next page waits. */
const NO_FRAME_MS = 50;

/**
 * Resolves once the browser has painted what stands now. Drawing the next page takes longer than a frame on a slow machine; what was
 * pressed shows at once when the drawing begins after the paint (the measure is Interaction to Next Paint, docs/bench.md).
 */
export function afterPaint(): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, NO_FRAME_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      // A frame's callbacks run before its paint, a new task after it.
      setTimeout(done);
    });
  });
}
