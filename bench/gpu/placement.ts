import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { builtFile } from '../../src-main/files/built-file';
import type { Architecture } from '../../src-shared/domain/architecture';
import { UserError } from '../../src-shared/domain/errors';

/** How often each operation ran, by kind of device (`CPU`, `GPU`) and name. */
export type Placement = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** As TensorFlow's eager execution logs it (`execute.cc`). */
const EXECUTING = /Executing op (\S+) in device \S*device:([A-Z]+):\d+/;
const LAST_LINES = 5;

/**
 * Where the operations of a step and of decoding run on this computer. The binding offers no option for it, but
 * TensorFlow's own logging, chosen by environment variables, tells for every operation.
 */
export async function placementOf(architecture: Architecture): Promise<Placement> {
  const child = spawn(process.execPath, [builtFile('placement-run.cjs'), architecture], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '0', TF_CPP_VMODULE: 'execute=1' },
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const placement: Record<string, Record<string, number>> = {};
  const last: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    addPlacement(placement, line);
    last.push(line);
    if (last.length > LAST_LINES) last.shift();
  }
  if ((await ended) !== 0)
    throw new UserError(['The run that shows where operations are placed failed:', ...last].join('\n'));
  return placement;
}

/** Counts an operation if the line of TensorFlow's log tells of one. */
export function addPlacement(placement: Record<string, Record<string, number>>, line: string): void {
  const [, operation, device] = EXECUTING.exec(line) ?? [];
  if (operation === undefined) return;
  const counts = (placement[device] ??= {});
  counts[operation] = (counts[operation] ?? 0) + 1;
}
