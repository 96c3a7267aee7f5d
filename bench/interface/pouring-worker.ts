/**
 * In place of the engine's worker: takes a training job, and pours out steps at the pace that UNROLL_BENCH_STEPS_PER_SECOND
 * names, until it is ended.
 */
import type { HostMessage } from '../../src-shared/contract/engine/commands';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import { ENVIRONMENT, stepRecord } from './recorded-home';

const TURN_MILLISECONDS = 5;
const STEPS_PER_EPOCH = 100_000;

const { parentPort } = process as unknown as {
  readonly parentPort: {
    postMessage(event: EngineEvent): void;
    on(event: 'message', listener: (event: { data: HostMessage }) => void): void;
  };
};

parentPort.on('message', ({ data }) => {
  if (data.type === 'run' && data.job.kind === 'train') pour(data.job.runs[0].run);
});

function pour(run: string): void {
  const perMillisecond = Number(process.env['UNROLL_BENCH_STEPS_PER_SECOND']) / 1000;
  parentPort.postMessage({
    type: 'run-started',
    run,
    parameters: 1000,
    stepsPerEpoch: STEPS_PER_EPOCH,
    environment: ENVIRONMENT,
    done: { step: 0, epoch: 0 },
  });
  const started = performance.now();
  let step = 0;
  // Timers are late on a busy machine; what they missed comes with the next.
  setInterval(() => {
    const due = Math.floor((performance.now() - started) * perMillisecond);
    while (step < due) parentPort.postMessage({ type: 'step', run, record: stepRecord(++step, 1) });
  }, TURN_MILLISECONDS);
}
