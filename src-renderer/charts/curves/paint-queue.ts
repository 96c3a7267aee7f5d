/** Paints of one frame, which the next frames wait for. */
const FRAME_MILLISECONDS = 16;

export type Paint = () => void;

/**
 * Shares the window's time among charts: what is asked for is painted in the next frame, each paint once; what does not fit
 * into a frame comes in the one after, so that many charts together are never a long task.
 */
export class PaintQueue {
  private readonly waiting = new Set<Paint>();
  private isScheduled = false;

  constructor(private readonly schedule: (frame: () => void) => void) {}

  /** A paint that waits already keeps its turn. */
  add(paint: Paint): void {
    this.waiting.add(paint);
    this.scheduleNext();
  }

  remove(paint: Paint): void {
    this.waiting.delete(paint);
  }

  private scheduleNext(): void {
    if (this.isScheduled || this.waiting.size === 0) return;
    this.isScheduled = true;
    this.schedule(() => this.work());
  }

  private work(): void {
    this.isScheduled = false;
    const end = performance.now() + FRAME_MILLISECONDS;
    for (const paint of this.waiting) {
      this.waiting.delete(paint);
      paint();
      if (performance.now() >= end) break;
    }
    this.scheduleNext();
  }
}

export const paints = new PaintQueue((frame) => requestAnimationFrame(frame));
