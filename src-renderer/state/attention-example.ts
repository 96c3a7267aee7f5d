import { request } from '../client/client';

/** A test example, as encoded. */
export interface ExampleSource {
  /** Null where there is no such example. */
  readonly source: string | null;
  readonly reference: string | null;
  /** Examples of the split that are known. */
  readonly total: number;
}

/** Reads the source of one test example of a study. */
export async function readExample(study: string, index: number): Promise<ExampleSource> {
  const input = { study, split: 'test', decoder: 'greedy', search: '', offset: index, limit: 1 } as const;
  const { rows, total } = await request('predictions.list', input);
  const row = rows.find((each) => each.index === index);
  return { source: row?.source ?? null, reference: row?.reference ?? null, total };
}
