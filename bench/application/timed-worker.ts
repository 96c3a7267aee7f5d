/**
 * The engine's worker in the application, with a clock at its exit: how long it is busy with serialising and posting events
 * is noted in the file that UNROLL_BENCH_EVENTS names. The first argument is the real worker.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { EngineEvent } from '../../src-shared/contract/engine/events';

/** What the file holds. */
export interface EventCosts {
  /** Optimisation steps that were told of. */
  readonly steps: number;
  /** Of these steps by themselves. */
  readonly stepSeconds: number;
  /** Of posting their events, from the first step on. */
  readonly postSeconds: number;
}

const { parentPort } = process as unknown as {
  readonly parentPort: { postMessage(event: EngineEvent): void };
};
const file = process.env['UNROLL_BENCH_EVENTS']!;
const post = parentPort.postMessage.bind(parentPort);
let costs: EventCosts = { steps: 0, stepSeconds: 0, postSeconds: 0 };

parentPort.postMessage = (event) => {
  const started = performance.now();
  post(event);
  if (event.type !== 'step') return;
  costs = {
    steps: costs.steps + 1,
    stepSeconds: costs.stepSeconds + event.record.seconds,
    postSeconds: costs.postSeconds + (performance.now() - started) / 1000,
  };
  writeFileSync(file, JSON.stringify(costs));
};

createRequire(import.meta.url)(process.argv[2]);
