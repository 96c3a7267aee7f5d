import { readFileSync } from 'node:fs';
import { descendants, type ProcessTimes, TICKS_PER_SECOND } from './process-times';

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

/** Of ours, and known to nobody any more; see `killFamily`. */
let forgottenSeconds = 0;

/** Ends a program and all that descend from it at once, without forgetting what they have used. */
export function killFamily(program: number): void {
  const family = descendants(program);
  // What nobody waits for, the system forgets; the program itself is its parent's.
  forgottenSeconds += secondsOf(family.filter(({ pid }) => pid !== program));
  for (const pid of new Set([program, ...family.map((each) => each.pid)])) kill(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile, as children do whose parent is gone.
  }
}

/** Processor time of this process and all that descend from it, those that ended included. */
export function familySeconds(): number {
  return forgottenSeconds + secondsOf(descendants(process.pid));
}

const secondsOf = (processes: readonly ProcessTimes[]) =>
  processes.reduce((sum, { self, endedChildren }) => sum + self + endedChildren, 0);
