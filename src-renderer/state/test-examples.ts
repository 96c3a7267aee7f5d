/** Single examples of a study's test split, by what its runs answered to them. */
import type { RequestInput } from '../../src-shared/contract/channels';
import type { ExampleDetail } from '../../src-shared/contract/requests/examples';
import { SPLIT_ORDER } from '../../src-shared/domain/example-sort';
import { DECODERS } from '../../src-shared/domain/run';
import type { StudyHead } from '../../src-shared/domain/study-list';
import { request } from '../client/client';

/** Which evaluations are looked at. */
export type TestEvaluations = Omit<RequestInput<'examples.show'>, 'index'>;

/** A test example, as encoded. */
export interface ExampleSource {
  /** Null where there is no such example. */
  readonly source: string | null;
  readonly reference: string | null;
  /** Examples of the split that are known. */
  readonly total: number;
}

/** The evaluations of a study's test split by its first decoder; null where there are none. */
export function testEvaluations(study: Pick<StudyHead, 'runs'> | null): TestEvaluations | null {
  for (const decoder of DECODERS) {
    const evaluated = (study?.runs ?? []).filter(({ evaluations }) =>
      evaluations.some((found) => found.split === 'test' && found.decoder === decoder),
    );
    if (evaluated.length > 0) return { runs: evaluated.map(({ id }) => id), split: 'test', decoder };
  }
  return null;
}

/** Reads the source of one test example; `of` is null where nothing was evaluated. */
export async function readExample(of: TestEvaluations | null, index: number): Promise<ExampleSource> {
  const [found, total] = await Promise.all([findExample(of, index), countExamples(of)]);
  return { source: found?.source ?? null, reference: found?.reference ?? null, total };
}

/** A test example by its number; null where there is none. */
export async function findExample(of: TestEvaluations | null, index: number): Promise<ExampleDetail | null> {
  return of && request('examples.show', { ...of, index });
}

/** A test example, drawn at random; null where none was evaluated. */
export async function drawExample(of: TestEvaluations | null): Promise<ExampleDetail | null> {
  if (!of) return null;
  const offset = Math.floor(Math.random() * (await countExamples(of)));
  const { rows } = await request('examples.query', { ...listOf(of), offset, limit: 1 });
  return rows[0] ? findExample(of, rows[0].index) : null;
}

async function countExamples(of: TestEvaluations | null): Promise<number> {
  return of ? (await request('examples.query', { ...listOf(of), offset: 0, limit: 0 })).total : 0;
}

function listOf(of: TestEvaluations) {
  return { ...of, filter: {}, sort: SPLIT_ORDER, locate: null };
}
