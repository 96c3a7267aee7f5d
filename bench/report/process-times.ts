import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
export const TICKS_PER_SECOND = 100;

/** A process, if it runs, with all that descend from it and run; none where the system does not tell. */
export function descendants(ancestor: number): readonly ProcessTimes[] {
  const processes = new Map(runningProcesses().map((times) => [times.pid, times]));
  const descends = (pid: number): boolean =>
    pid === ancestor || (processes.has(pid) && descends(processes.get(pid)!.parent));
  return [...processes.values()].filter(({ pid }) => descends(pid));
}

/** A running process; times in seconds. */
export interface ProcessTimes {
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
