import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The process that works on a run. Its number alone is not enough: systems give numbers out again. */
export interface Owner {
  readonly pid: number;
  /** When the process started, in the system's own words. */
  readonly startedAt: string;
}

let self: Owner | null = null;

export function thisProcess(): Owner {
  self ??= { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
  return self;
}

/** Whether the process still lives, and is not another one that was given the same number. */
export function isAlive(owner: Owner): boolean {
  const here = thisProcess();
  if (owner.pid === here.pid) return owner.startedAt === here.startedAt;
  return startOf(owner.pid) === owner.startedAt;
}

/** When a process started; null when there is none of that number. */
function startOf(pid: number): string | null {
  try {
    switch (process.platform) {
      case 'linux':
        return startOnLinux(pid);
      case 'win32':
        return ask('powershell', [
          '-NoProfile',
          '-Command',
          `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`,
        ]);
      default:
        return ask('ps', ['-o', 'lstart=', '-p', String(pid)]);
    }
  } catch {
    return null;
  }
}

/** Ticks since boot (field 22 of `/proc/PID/stat`, after the name in brackets), with the boot they count from. */
function startOnLinux(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${fields[19]}`;
}

function ask(program: string, parameters: string[]): string | null {
  const answer = execFileSync(program, parameters, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  }).trim();
  return answer === '' ? null : answer;
}
