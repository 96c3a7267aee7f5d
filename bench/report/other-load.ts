import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/**
 * Measures how many cores programs other than ours kept busy. PyTorch's threads wait for each other by spinning, so that a
 * race on a busy machine says nothing about a quiet one.
 */
export class OtherLoad {
  private readonly started = performance.now();
  private readonly busyBefore = busySeconds();
  private readonly oursBefore = familySeconds();

  /** Mean busy cores of other programs since this was made; null where the system does not tell. */
  cores(): number | null {
    if (this.busyBefore === null) return null;
    const seconds = (performance.now() - this.started) / 1000;
    const busy = busySeconds()! - this.busyBefore;
    return Math.max(0, (busy - (familySeconds() - this.oursBefore)) / seconds);
  }
}

/** More than this makes figures doubtful. */
const QUIET_CORES = 0.1;

/** A sentence for a report where the machine was not quiet, else none. */
export function loadWarning(cores: number | null): string[] {
  return cores !== null && cores > QUIET_CORES
    ? [`The machine was not quiet: other programs kept ${cores.toFixed(1)} cores busy.`]
    : [];
}

/** Processor time that all programs together have used. */
function busySeconds(): number | null {
  try {
    const [user, nice, system, , , interrupts, softInterrupts] = readFileSync('/proc/stat', 'utf8')
      .split('\n')[0]
      .split(/\s+/)
      .slice(1)
      .map(Number);
    return (user + nice + system + interrupts + softInterrupts) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** Processor time of this process and all that descend from it, those that ended included. */
function familySeconds(): number {
  const processes = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => processTimes(Number(name)) ?? [])
      .map((times) => [times.pid, times]),
  );
  const isOurs = (pid: number): boolean =>
    pid === process.pid || (processes.has(pid) && isOurs(processes.get(pid)!.parent));
  return [...processes.values()]
    .filter(({ pid }) => isOurs(pid))
    .reduce((sum, { self, endedChildren }) => sum + self + endedChildren, 0);
}

/** Processor seconds from `/proc/PID/stat` (proc(5)); null when the process has ended. */
function processTimes(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the program's name in parentheses, may hold spaces.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = (index: number) => fields[index] / TICKS_PER_SECOND;
    return { pid, parent: fields[1], self: ticks(11) + ticks(12), endedChildren: ticks(13) + ticks(14) };
  } catch {
    return null;
  }
}
