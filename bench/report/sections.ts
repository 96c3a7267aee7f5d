import type { DecodeResult } from '../decode/decode-benchmark';
import { decodesMarkdown } from '../decode/decode-report';
import { racesMarkdown } from '../peers/race-report';
import type { RaceResult } from '../peers/race';
import type { Section } from './document';
import { savedResults } from './results';

/** Every part of the document whose results are kept. */
export function documentSections(): Section[] {
  return [
    section<RaceResult>('peers', racesMarkdown),
    section<DecodeResult>('decode', decodesMarkdown),
  ].flat();
}

function section<Result>(name: string, markdown: (results: readonly Result[]) => string): Section[] {
  const results = savedResults<Result>(name);
  return results.length > 0 ? [{ name, markdown: markdown(results) }] : [];
}
