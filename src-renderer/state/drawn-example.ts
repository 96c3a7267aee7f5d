import type { PredictionRow } from '../../src-shared/contract/requests/predictions';
import { type Decoder, DECODERS } from '../../src-shared/domain/run';
import { request } from '../client/client';
import { fetchExample } from './predictions.svelte';

/** A test example of a study, drawn at random; null where none was evaluated. */
export async function drawExample(study: string): Promise<PredictionRow | null> {
  for (const decoder of DECODERS) {
    const total = await countExamples(study, decoder);
    if (total === 0) continue;
    const offset = Math.floor(Math.random() * total);
    const input = { study, split: 'test', decoder, search: '', offset, limit: 1 } as const;
    return (await request('predictions.list', input)).rows[0] ?? null;
  }
  return null;
}

/** A test example by its number, whichever decoder evaluated it. */
export async function findExample(study: string, index: number): Promise<PredictionRow | null> {
  for (const decoder of DECODERS) {
    const found = await fetchExample(study, decoder, index);
    if (found) return found;
  }
  return null;
}

async function countExamples(study: string, decoder: Decoder): Promise<number> {
  const input = { study, split: 'test', decoder, search: '', offset: 0, limit: 1 } as const;
  return (await request('predictions.list', input)).total;
}
