import type { PassportVerification } from '../../src-shared/domain/verification';
import { request, subscribe } from '../client/client';
import { SourceChoice } from './source-choice.svelte';
import type { Activity } from './studies.svelte';
import { Task } from './task.svelte';

/** The form that verifies a passport: which, by what data, and by which run of this home. */
export class VerifyForm {
  path = $state('');
  /** Id of a run; empty where only data and metrics are verified. */
  run = $state('');
  activity = $state.raw<Activity | null>(null);

  readonly source = new SourceChoice();
  readonly choosing = new Task<string | null>();
  readonly verification = new Task<PassportVerification>();

  /** Why it cannot be verified yet; null when it can. */
  readonly obstacle = $derived(this.path.trim() === '' ? 'Choose a passport.' : this.source.problem);

  /** Asks for a passport with the system's dialog. */
  async choose(): Promise<void> {
    const path = await this.choosing.start(() => request('data.choose', { what: 'passport' }));
    if (path !== null) this.path = path;
  }

  async verify(): Promise<void> {
    this.activity = null;
    const end = subscribe('activity', (activity) => {
      if (activity.study === null) this.activity = activity;
    });
    const input = {
      path: this.path.trim(),
      source: $state.snapshot(this.source.request),
      ...(this.run ? { run: this.run } : {}),
    };
    this.verification.value = null;
    await this.verification.start(() => request('passports.verify', input));
    end();
  }
}
