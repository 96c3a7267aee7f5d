import { cpus, release, totalmem, type } from 'node:os';

/** What a measurement depends on besides the code; recorded with every result. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** glibc's settings in the environment of every process that was timed, by name. */
  readonly allocator: Readonly<Record<string, string>>;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    allocator: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => /^(MALLOC_|GLIBC_TUNABLES$)/.test(name)),
    ) as Record<string, string>,
  };
}

/** One sentence for people. */
export function machineText(machine: Machine): string {
  const { processor, cores, memoryBytes, system, node, allocator } = machine;
  const settings = Object.entries(allocator).map(([name, value]) => `\`${name}=${value}\``);
  const memory = `${Math.round(memoryBytes / 2 ** 30)} GiB`;
  const allocation = settings.length > 0 ? settings.join(' ') : 'as glibc has it';
  return `${processor}, ${cores} cores, ${memory}; ${system}; Node ${node}. Allocator, for all alike: ${allocation}.`;
}
