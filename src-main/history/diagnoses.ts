import type { SplitName } from '../../src-shared/domain/data';
import type { Diagnosis } from '../../src-shared/domain/diagnosis';
import type { Run, Study } from '../../src-shared/domain/run';
import type { Database } from './database';

const SPLIT: SplitName = 'test';

/** Diagnoses that were made: each holds as long as its run, and what it is compared with, are as they were. */
export class Diagnoses {
  constructor(private readonly database: Database) {}

  /** Null where none was made, or something that it depends on has changed since. */
  find(run: string, state: string): Diagnosis | null {
    const row = this.database.get<{ document: string }>(
      'SELECT document FROM diagnoses WHERE run_id = @run AND state = @state',
      { run, state },
    );
    return row ? (JSON.parse(row.document) as Diagnosis) : null;
  }

  /** Keeps a diagnosis in place of an earlier one of the run; nothing is kept of a run that is gone. */
  record(run: string, state: string, diagnosis: Diagnosis): void {
    this.database.run(
      `INSERT OR REPLACE INTO diagnoses (run_id, state, recorded_at, document)
       SELECT id, @state, @now, @document FROM runs WHERE id = @run`,
      { run, state, now: new Date().toISOString(), document: JSON.stringify(diagnosis) },
    );
  }
}

/** All that a diagnosis of a run depends on, as a text: the rules, the run, its data, and what its study's runs wrote. */
export function diagnosedState(
  application: string,
  { name, split, runs }: Study,
  { id, state, step, epoch }: Run,
): string {
  const evaluated = runs.flatMap((run) =>
    run.evaluations
      .filter((evaluation) => evaluation.split === SPLIT)
      .map(({ decoder, epoch: of, bleu, seconds }) => [run.id, decoder, of, bleu, seconds]),
  );
  return JSON.stringify([application, name, split?.hash ?? null, id, state, step, epoch, evaluated]);
}
