import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { DataReport, SourceRequest } from '../../src-shared/domain/data';
import { DATA_KEYS } from '../../src-shared/domain/estimate/data-sizes';
import { request, subscribe } from '../client/client';
import type { Activity } from './studies.svelte';
import { Task } from './task.svelte';

/** Sources that take longer to read are read again only when that is asked for. */
const LONGEST_BY_ITSELF_MILLISECONDS = 15_000;

/** What a data source holds, read as a study with some settings would. */
export class DataInspection {
  readonly task = new Task<DataReport>();
  activity = $state.raw<Activity | null>(null);
  /** The last report, also where it is out of date; null before the first. */
  report = $state.raw<DataReport | null>(null);
  /** What the report, or the failure, is of. */
  #subject = $state('');
  #location = '';
  #milliseconds = 0;

  /** Whether the report, or the failure, is of this source and these settings. */
  isOf(source: SourceRequest, configuration: RunConfiguration): boolean {
    return this.#subject === subjectOf(source, configuration);
  }

  /** Whether to read without being asked: nothing is downloaded and nothing slow is repeated. */
  mayStartByItself(source: SourceRequest, configuration: RunConfiguration): boolean {
    if (this.isOf(source, configuration)) return false;
    const isKnown = source.location === this.#location;
    if (source.location.startsWith('hf:') && !(isKnown && this.report !== null)) return false;
    return !(isKnown && this.#milliseconds > LONGEST_BY_ITSELF_MILLISECONDS);
  }

  async start(source: SourceRequest, configuration: RunConfiguration): Promise<void> {
    if (source.location !== this.#location) this.report = null;
    this.#subject = subjectOf(source, configuration);
    this.#location = source.location;
    this.activity = null;
    const started = performance.now();
    const end = subscribe('activity', (activity) => {
      if (activity.study === null && activity.unit !== 'architectures') this.activity = activity;
    });
    const input = { source: { ...source }, configuration: { ...configuration } };
    const report = await this.task.start(() => request('data.inspect', $state.snapshot(input)));
    end();
    if (report === null) return;
    this.report = report;
    this.#milliseconds = performance.now() - started;
  }

  /** Ends an inspection that is at work; what it would have said is asked for again. */
  cancel(): void {
    if (this.task.busy) this.drop();
  }

  /** Forgets the report; an inspection that is at work ends. */
  drop(): void {
    if (this.task.busy) void request('data.cancelInspection', {});
    this.task.reset();
    this.report = null;
    this.#subject = '';
  }
}

function subjectOf(source: SourceRequest, configuration: RunConfiguration): string {
  return JSON.stringify([source, DATA_KEYS.map((key) => configuration[key])]);
}
