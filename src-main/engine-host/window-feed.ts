import type { WindowEventName, WindowEvents } from '../../src-shared/contract/channels';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { EpochRecord, Study } from '../../src-shared/domain/run';
import { copyOfSteps, GrowingSteps } from '../../src-shared/domain/step-series';
import type { Intervention, ResourceSample, ToldFinding } from '../../src-shared/domain/training';
import { Pace } from './pace';

/** Sends an event to every window. */
export type Send = <Name extends WindowEventName>(name: Name, event: WindowEvents[Name]) => void;

/** Drawing curves takes processors from training, so windows are told of progress once a second. */
const INTERVAL_MILLISECONDS = 1000;

/** More in a second than this are joined: no window is wide enough to show them apart. */
const MOST_STEPS = 500;

interface WaitingProgress {
  readonly steps: GrowingSteps;
  readonly epochs: EpochRecord[];
  readonly findings: ToldFinding[];
  readonly interventions: Intervention[];
  readonly resources: ResourceSample[];
}

/**
 * Tells windows of one study's training: steps, epochs and activities are collected and sent together, changes of state
 * at once. Nothing comes here that is not in the history.
 */
export class WindowFeed {
  private readonly paces = new Map<string, Pace>();
  private readonly progress = new Map<string, WaitingProgress>();
  private activity: WindowEvents['activity'] | null = null;
  private studyChanged = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly study: string,
    private readonly configuration: RunConfiguration,
    /** The study as the history has it now; null when it is gone. */
    private readonly read: () => Study | null,
    private readonly send: Send,
  ) {}

  add(event: EngineEvent): void {
    switch (event.type) {
      case 'step':
        this.paces.get(event.run)?.addStep(event.record);
        this.progressOf(event.run).steps.add(event.record);
        return this.flushSoon();
      case 'epoch':
        this.paces.get(event.run)?.addEpoch(event.record);
        this.progressOf(event.run).epochs.push(event.record);
        this.studyChanged = true;
        return this.flushSoon();
      case 'finding':
        this.progressOf(event.run).findings.push(event.told);
        return this.changed();
      case 'intervention':
        this.progressOf(event.run).interventions.push(event.intervention);
        return this.changed();
      case 'resources':
        this.progressOf(event.run).resources.push(event.sample);
        return this.flushSoon();
      case 'progress':
        this.activity = {
          study: this.study,
          run: event.run ?? null,
          activity: event.activity,
          done: event.done,
          total: event.total,
          unit: event.unit,
        };
        return this.flushSoon();
      case 'run-started':
        this.paces.set(event.run, new Pace(event.stepsPerEpoch, this.configuration.EPOCHS));
        return this.changed();
      case 'notice':
        this.send('notice', { study: this.study, message: event.message });
        return this.changed();
      case 'split-ready':
      case 'run-paused':
      case 'run-continued':
      case 'evaluation':
      case 'run-ended':
        return this.changed();
    }
  }

  /** The study's state changed: windows get what waits, and then the study as it now is. */
  changed(): void {
    this.studyChanged = true;
    this.flush();
  }

  private progressOf(run: string): WaitingProgress {
    let waiting = this.progress.get(run);
    if (!waiting) {
      waiting = {
        steps: new GrowingSteps(MOST_STEPS),
        epochs: [],
        findings: [],
        interventions: [],
        resources: [],
      };
      this.progress.set(run, waiting);
    }
    return waiting;
  }

  private flushSoon(): void {
    this.timer ??= setTimeout(() => this.flush(), INTERVAL_MILLISECONDS);
  }

  private flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const [run, waiting] of this.progress) {
      const pace = this.paces.get(run);
      this.send('run-progress', {
        study: this.study,
        run,
        ...waiting,
        steps: copyOfSteps(waiting.steps.series),
        secondsLeft: pace?.secondsLeft ?? null,
        tokensPerSecond: pace?.tokensPerSecond ?? 0,
      });
    }
    this.progress.clear();
    if (this.activity) this.send('activity', this.activity);
    this.activity = null;
    const study = this.studyChanged ? this.read() : null;
    this.studyChanged = false;
    if (study) this.send('study-changed', study);
  }
}
