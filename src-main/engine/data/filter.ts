import { foldWhiteSpace } from '../text/tokenizer';
import type { LoadedExamples } from './sources';

const EMPTY_DOCSTRING = 'empty docstring';
const EMPTY_CODE = 'empty code';

/** The source without the rows whose docstring or code is empty or white space only (Python's notion of it); they are counted as skipped. */
export function withoutEmptyPairs(loaded: LoadedExamples): LoadedExamples {
  const counts: Record<string, number> = { ...loaded.skipped };
  const examples = loaded.examples.filter(({ docstring, code }) => {
    const reason =
      foldWhiteSpace(docstring) === '' ? EMPTY_DOCSTRING : foldWhiteSpace(code) === '' ? EMPTY_CODE : null;
    if (reason !== null) counts[reason] = (counts[reason] ?? 0) + 1;
    return reason === null;
  });
  return { ...loaded, examples, skipped: counts };
}
