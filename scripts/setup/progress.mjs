const lineSeconds = 5;
const redrawMilliseconds = 120;

/** `41 MB`, `1.2 GB`, `680 KB`: sizes as download pages print them (powers of ten). */
export function formatSize(bytes) {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} KB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** `41 MB/238 MB`, or `41 MB` while the total is not known. */
export const formatShare = (done, total) =>
  total ? `${formatSize(done)}/${formatSize(total)}` : formatSize(done);

/** `0.4 s`, `12 s`, `2 min 5 s`. */
export function formatSeconds(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Shows what set-up does, on standard error: on a terminal one line per running task, redrawn in place; elsewhere plain
 * lines, at most one per task in five seconds.
 */
export class Progress {
  #stream;
  #live;
  #running = new Set();
  #drawnLines = 0;
  #timer = null;
  #total;

  /**
   * @param {{ total: number, stream?: import('node:stream').Writable & { isTTY?: boolean, columns?: number } }} options
   *   `total`: how many numbered tasks there are
   */
  constructor({ total, stream = process.stderr }) {
    this.#total = total;
    this.#stream = stream;
    this.#live = Boolean(stream.isTTY);
  }

  /** A line outside any task. */
  say(text) {
    this.#erase();
    this.#stream.write(`${text}\n`);
    this.#draw();
  }

  /**
   * Begins a task.
   *
   * @param {number} number its number among the total
   * @param {string} title for example `libtensorflow 2.21.0`
   */
  task(number, title) {
    const started = Date.now();
    const label = `[${number}/${this.#total}] ${title}`;
    const line = { label, status: 'starting', started };
    let lastPrinted = 0;
    this.#running.add(line);
    this.#timer ??= this.#live ? setInterval(() => this.#redraw(), redrawMilliseconds) : null;

    const finish = (text) => {
      this.#running.delete(line);
      if (this.#running.size === 0 && this.#timer) {
        clearInterval(this.#timer);
        this.#timer = null;
      }
      this.say(`${label} … ${text}, ${formatSeconds(Date.now() - started)}`);
    };
    return {
      /** What the task does now, such as `compiling` or `41 MB/238 MB`. */
      status: (text) => {
        line.status = text;
        if (this.#live || Date.now() - lastPrinted < lineSeconds * 1000) return;
        lastPrinted = Date.now();
        this.#stream.write(`${label} … ${text}\n`);
      },
      say: (text) => this.say(`${label}: ${text}`),
      done: (text) => finish(text),
      failed: () => finish('failed'),
    };
  }

  #redraw() {
    this.#erase();
    this.#draw();
  }

  #erase() {
    if (this.#drawnLines > 0) this.#stream.write(`\u001b[${this.#drawnLines}A\u001b[0J`);
    this.#drawnLines = 0;
  }

  #draw() {
    if (!this.#live) return;
    const width = (this.#stream.columns ?? 80) - 1;
    for (const { label, status, started } of this.#running) {
      const line = `${label} … ${status} (${formatSeconds(Date.now() - started)})`;
      this.#stream.write(`${line.slice(0, width)}\n`);
    }
    this.#drawnLines = this.#running.size;
  }
}
