import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { SourceOptions, SourceRequest, SplitName, SplitRecord } from '../../src-shared/domain/data';
import { SPLIT_NAMES } from '../../src-shared/domain/data';
import type { ImportedStudy } from '../../src-shared/domain/import';
import type { Run, Study } from '../../src-shared/domain/run';
import type { Curves } from './curves';
import type { Database, Parameters } from './database';
import { groupBy } from './grouping';
import { documentsOf, shareDocument } from './documents';
import { newIdentifier } from './identifiers';
import { thisProcess } from './owner';
import type { Runs } from './runs';
import { studyFrom, studyRows } from './study-rows';

/** What a new study is made of; one queued run for each architecture. */
export interface NewStudy {
  readonly name: string;
  readonly source: SourceRequest;
  readonly configuration: RunConfiguration;
  readonly unknownSettings?: Readonly<Record<string, unknown>>;
  readonly architectures: readonly Architecture[];
}

/** Studies with their splits, notices and runs. */
export class Studies {
  constructor(
    private readonly database: Database,
    private readonly runs: Runs,
  ) {}

  /** Newest first. */
  list(): Study[] {
    return this.select('TRUE', {}, this.runs.all());
  }

  /** The study, or null when there is none of that id. */
  find(study: string): Study | null {
    return this.findAll([study])[0] ?? null;
  }

  /** Whether the history has a study, deleted or not. */
  isRecorded(study: string): boolean {
    return this.database.get('SELECT 1 FROM studies WHERE id = @study', { study }) !== undefined;
  }

  /** Those of the studies that there are, in the given order: few statements, however many they are. */
  findAll(studies: readonly string[]): Study[] {
    const ids = JSON.stringify(studies);
    const found = this.select(
      'studies.id IN (SELECT value FROM json_each(@ids))',
      { ids },
      this.runs.ofStudies(studies),
    );
    const byId = new Map(found.map((study) => [study.id, study]));
    return studies.flatMap((study) => byId.get(study) ?? []);
  }

  /** Records a study and its runs, queued for this process. */
  create(study: NewStudy): Study {
    return this.find(this.insert(study))!;
  }

  /** As `create`, without reading what was written. Returns the study's id. */
  insert(study: NewStudy): string {
    const id = newIdentifier();
    this.database.transaction(() => {
      const { configuration, createdAt } = this.add(id, study);
      study.architectures.forEach((architecture, position) => {
        const run = newIdentifier();
        this.database.run(
          `INSERT INTO runs (id, study_id, position, architecture, state, configuration_id, created_at, owner_pid, owner_started_at)
           VALUES (@run, @id, @position, @architecture, 'queued', @configuration, @createdAt, @pid, @startedAt)`,
          { run, id, position, architecture, configuration, createdAt, ...thisProcess() },
        );
      });
    });
    return id;
  }

  /** Records a study that was trained elsewhere, with all its runs. */
  addImported({ study, split, notices, runs, ...rest }: ImportedStudy, curves: Curves): void {
    this.database.transaction(() => {
      this.add(study, rest);
      if (split) this.setSplit(study, split);
      for (const message of notices) this.addNotice(study, message);
      for (const [position, imported] of runs.entries()) {
        this.runs.addImported(study, position, imported);
        for (const record of imported.epochs) curves.addEpoch(imported.run, record);
        for (const record of imported.artefacts) this.runs.addArtefact(imported.run, record);
      }
    });
  }

  rename(study: string, name: string): void {
    this.database.run('UPDATE studies SET name = @name WHERE id = @study', { study, name });
  }

  /** Location and options, as the study was given them. */
  source(study: string): SourceRequest {
    const row = this.database.get<{ location: string; source_options: string | null }>(
      'SELECT location, source_options FROM studies WHERE id = @study',
      { study },
    );
    if (!row) throw new Error(`There is no study ${study}`);
    if (row.source_options === null) return { location: row.location };
    return { location: row.location, options: JSON.parse(row.source_options) as SourceOptions };
  }

  /** For a study that was imported without data, and is given them. */
  setSource(study: string, { location, options }: SourceRequest): void {
    this.database.run(
      'UPDATE studies SET location = @location, source_options = @sourceOptions WHERE id = @study',
      { study, location, sourceOptions: options ? JSON.stringify(options) : null },
    );
  }

  setSplit(study: string, split: SplitRecord): void {
    const { exampleHashes, ...document } = split;
    this.database.transaction(() => {
      this.database.run('DELETE FROM splits WHERE study_id = @study', { study });
      this.database.run('INSERT INTO splits VALUES (@study, @hash, @document)', {
        study,
        hash: split.hash,
        document: JSON.stringify(document),
      });
      for (const name of SPLIT_NAMES)
        this.database.run('INSERT INTO split_hashes VALUES (@study, @name, @hashes)', {
          study,
          name,
          hashes: Buffer.from(exampleHashes[name].join(''), 'hex'),
        });
    });
  }

  /** SHA-256 (hexadecimal) of every example of a split, in its order. */
  exampleHashes(study: string, split: SplitName): string[] {
    const row = this.database.get<{ hashes: Buffer }>(
      'SELECT hashes FROM split_hashes WHERE study_id = @study AND split = @split',
      { study, split },
    );
    return row?.hashes.toString('hex').match(/.{64}/g) ?? [];
  }

  /** A notice that was given before (a resumed study reads its data again) is not repeated. */
  addNotice(study: string, message: string): void {
    this.database.run('INSERT OR IGNORE INTO notices VALUES (@study, @message)', { study, message });
  }

  /** The row of a study, without its runs. */
  private add(
    id: string,
    { name, source, configuration, unknownSettings = {} }: Omit<NewStudy, 'architectures'>,
  ): { readonly configuration: number; readonly createdAt: string } {
    const shared = shareDocument(this.database, 'configurations', configuration);
    const createdAt = new Date().toISOString();
    this.database.run(
      `INSERT INTO studies
         (id, name, location, source_options, created_at, configuration_id, unknown_settings)
       VALUES (@id, @name, @location, @sourceOptions, @createdAt, @configuration, @unknownSettings)`,
      {
        id,
        name,
        location: source.location,
        sourceOptions: source.options ? JSON.stringify(source.options) : null,
        createdAt,
        configuration: shared,
        unknownSettings: JSON.stringify(unknownSettings),
      },
    );
    return { configuration: shared, createdAt };
  }

  private select(where: string, parameters: Parameters, runs: readonly Run[]): Study[] {
    const runsOf = groupBy(runs, (run) => run.study);
    const rows = studyRows(this.database, where, parameters);
    const configurations = documentsOf<RunConfiguration>(
      this.database,
      'configurations',
      rows.map((row) => row.configuration_id),
    );
    return rows.map((row) => ({
      ...studyFrom(row),
      configuration: configurations.of(row.configuration_id)!,
      runs: runsOf.get(row.id) ?? [],
    }));
  }
}
