import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterPaint } from './after-paint.ts';

describe('afterPaint', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('ends in a task after the frame, not inside it', async () => {
    let frame: () => void = () => undefined;
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
      frame = callback;
    });
    const done = vi.fn();
    const waiting = afterPaint().then(done);
    await vi.advanceTimersByTimeAsync(10);
    expect(done).not.toHaveBeenCalled();
    frame();
    await Promise.resolve();
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(done).toHaveBeenCalledOnce();
  });

  it('ends without a frame too: a page in the background gets none', async () => {
    vi.stubGlobal('requestAnimationFrame', () => 0);
    const waiting = afterPaint();
    await vi.advanceTimersByTimeAsync(50);
    await expect(waiting).resolves.toBeUndefined();
  });
});
