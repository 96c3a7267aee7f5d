import { SingleBar } from 'cli-progress';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { TrainJob } from '../../src-shared/contract/engine/jobs';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import type { EpochRecord } from '../../src-shared/domain/run';
import { findingNotice } from '../../src-shared/format/training';
import type { Listener } from './engine-session';
import type { Streams } from './output';
import { decimal, whole } from './table';

/** Without a terminal, an activity that goes on is mentioned at most this often. */
const PLAIN_MILLISECONDS = 10_000;

/** How far something is. */
type Stage = Pick<Extract<EngineEvent, { type: 'progress' }>, 'activity' | 'done' | 'total' | 'unit'>;

/** Shows on the error stream how a job goes on: a bar on a terminal, plain lines elsewhere, one line per epoch on both. */
export function progressListener(streams: Streams, job?: TrainJob): Listener {
  const progress = streams.stderr.isTTY ? new BarProgress(streams) : new PlainProgress(streams);
  const stepsOf = new Map<string, number>();
  const architectureOf = (run: string) => job!.runs.find((candidate) => candidate.run === run)!.architecture;
  const title = (run: string) => ARCHITECTURE_TITLES[architectureOf(run)];
  return (event) => {
    switch (event.type) {
      case 'notice':
        return progress.line(`Note: ${event.message}`);
      case 'finding':
        return progress.line(`Note: ${findingNotice(architectureOf(event.run), event.told)}`);
      case 'progress':
        return progress.activity(event);
      case 'run-started':
        stepsOf.set(event.run, event.stepsPerEpoch * job!.configuration.EPOCHS);
        return progress.line(
          `${title(event.run)}: ${whole(event.parameters)} parameters, ${event.environment.device}`,
        );
      case 'step':
        return progress.training({
          activity: `Training ${title(event.run)}, epoch ${event.record.epoch}, loss ${decimal(event.record.loss, 3)}`,
          done: event.record.step,
          total: stepsOf.get(event.run) ?? null,
          unit: 'steps',
        });
      case 'epoch':
        return progress.line(`${title(event.run)}: ${epochText(event.record)}`);
      case 'run-ended':
        return progress.line(
          `${title(event.run)}: ${event.state}${event.reason ? ` (${event.reason})` : ''}`,
        );
      case 'job-done':
      case 'job-failed':
        return progress.end();
    }
  };
}

function epochText(epoch: EpochRecord): string {
  return [
    `epoch ${epoch.epoch}`,
    `train loss ${decimal(epoch.trainLoss, 3)}`,
    `validation loss ${decimal(epoch.validationLossTeacherForced, 3)} (free-running ${decimal(epoch.validationLossFreeRunning, 3)})`,
    `${whole(Math.round(epoch.tokensPerSecond))} tokens/s`,
    `${decimal(epoch.seconds, 1)} s${epoch.best ? ', best so far' : ''}`,
  ].join(', ');
}

interface Progress {
  activity(stage: Stage): void;
  training(stage: Stage): void;
  line(text: string): void;
  end(): void;
}

/** Lines for a log: each activity when it begins, and now and then while it goes on. Training has its epochs' lines. */
class PlainProgress implements Progress {
  private current = '';
  private mentioned = 0;

  constructor(private readonly streams: Streams) {}

  activity(stage: Stage): void {
    const now = Date.now();
    const goesOn = stage.activity === this.current;
    if (goesOn && now - this.mentioned < PLAIN_MILLISECONDS) return;
    this.current = stage.activity;
    this.mentioned = now;
    const total = stage.total === null ? '' : ` of ${whole(stage.total)}`;
    this.line(`${stage.activity}${goesOn ? `: ${whole(stage.done)}${total} ${stage.unit}` : ''}`);
  }

  training(): void {}

  line(text: string): void {
    this.streams.stderr.write(`${text}\n`);
  }

  end(): void {}
}

/** One bar at the foot of the terminal; lines scroll above it. */
class BarProgress implements Progress {
  private bar: SingleBar | null = null;
  private showing: Stage | null = null;

  constructor(private readonly streams: Streams) {}

  activity(stage: Stage): void {
    const detail = { activity: stage.activity, unit: stage.unit };
    if (this.bar && this.showing?.unit === stage.unit && this.showing.total === stage.total)
      return this.bar.update(stage.done, detail);
    this.end();
    this.bar = new SingleBar({
      format:
        stage.total === null
          ? '{activity}: {value} {unit}'
          : '{activity} [{bar}] {value} of {total} {unit}, {eta_formatted} left',
      stream: this.streams.stderr,
      barsize: 24,
      clearOnComplete: true,
      hideCursor: true,
    });
    this.showing = stage;
    this.bar.start(stage.total ?? 0, stage.done, detail);
  }

  training(stage: Stage): void {
    this.activity(stage);
  }

  line(text: string): void {
    this.end();
    this.streams.stderr.write(`${text}\n`);
  }

  end(): void {
    this.bar?.stop();
    this.bar = null;
  }
}
