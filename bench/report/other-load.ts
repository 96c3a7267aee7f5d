import { existsSync, readdirSync, readFileSync } from 'node:fs';

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

/** Of ours, and known to nobody any more; see `rememberDescendants`. */
let rememberedSeconds = 0;

/** To be called before a program is killed: the system forgets what its descendants used when nobody waits for them. */
export function rememberDescendants(program: number): void {
  rememberedSeconds += secondsOf(descendants(program).filter(({ pid }) => pid !== program));
}

/** Processor time of this process and all that descend from it, those that ended included. */
export function familySeconds(): number {
  return rememberedSeconds + secondsOf(descendants(process.pid));
}

const secondsOf = (processes: readonly ProcessTimes[]) =>
  processes.reduce((sum, { self, endedChildren }) => sum + self + endedChildren, 0);

/** A process, if it runs, with all that descend from it and run; none where the system does not tell. */
function descendants(ancestor: number): readonly ProcessTimes[] {
  const processes = new Map(runningProcesses().map((times) => [times.pid, times]));
  const descends = (pid: number): boolean =>
    pid === ancestor || (processes.has(pid) && descends(processes.get(pid)!.parent));
  return [...processes.values()].filter(({ pid }) => descends(pid));
}

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  readonly self: number;
  /** Of children that ended and were waited for. */
  readonly endedChildren: number;
}

function runningProcesses(): readonly ProcessTimes[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processTimes(Number(name)) ?? []);
}

/** Processor seconds from `/proc/PID/stat` (proc(5)); null when the process has ended. */
function processTimes(pid: number): ProcessTimes | null {
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
