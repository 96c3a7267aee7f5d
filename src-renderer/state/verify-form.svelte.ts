import type { PassportVerification, ReportVerification } from '../../src-shared/domain/verification';
import { request, subscribe } from '../client/client';
import { SourceChoice } from './source-choice.svelte';
import type { Activity } from './studies.svelte';
import { Task } from './task.svelte';

/** What is verified, and what came of it. */
export type Verified =
  ({ readonly kind: 'passport' } & PassportVerification) | ({ readonly kind: 'report' } & ReportVerification);

/**
 * The form that verifies a report by itself, or a passport: which, by what data, and by which run of this home.
 */
export class VerifyForm {
  path = $state('');
  /** Id of a run; empty where only data and metrics are verified. */
  run = $state('');
  activity = $state.raw<Activity | null>(null);

  readonly source = new SourceChoice();
  readonly choosing = new Task<string | null>();
  readonly verification = new Task<Verified>();
  /** A page holds all that it is verified by. */
  readonly isReport = $derived(/\.html?$/i.test(this.path.trim()));

  /** Why it cannot be verified yet; null when it can. */
  readonly obstacle = $derived(this.#findObstacle());

  /** Asks for a passport with the system's dialog. */
  async choose(): Promise<void> {
    const path = await this.choosing.start(() => request('data.choose', { what: 'passport' }));
    if (path !== null) this.open(path);
  }

  /** Takes the file at a path; a report is verified at once. */
  open(path: string): void {
    this.path = path;
    this.verification.reset();
    if (this.isReport) void this.verify();
  }

  async verify(): Promise<void> {
    this.activity = null;
    const end = subscribe('activity', (activity) => {
      if (activity.study === null) this.activity = activity;
    });
    this.verification.value = null;
    await this.verification.start(() => (this.isReport ? this.#verifyReport() : this.#verifyPassport()));
    end();
  }

  async #verifyReport(): Promise<Verified> {
    return { kind: 'report', ...(await request('reports.verify', { path: this.path.trim() })) };
  }

  async #verifyPassport(): Promise<Verified> {
    const input = {
      path: this.path.trim(),
      source: $state.snapshot(this.source.request),
      ...(this.run ? { run: this.run } : {}),
    };
    return { kind: 'passport', ...(await request('passports.verify', input)) };
  }

  #findObstacle(): string | null {
    if (this.path.trim() === '') return 'Choose a passport or a report.';
    return this.isReport ? null : this.source.problem;
  }
}
