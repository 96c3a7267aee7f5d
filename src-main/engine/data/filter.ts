import type { LoadedExamples } from './sources';

const EMPTY_DOCSTRING = 'empty docstring';
const EMPTY_CODE = 'empty code';

/** The source without the rows whose docstring or code is empty or white space only; they are counted as skipped. */
export function withoutEmptyPairs(loaded: LoadedExamples): LoadedExamples {
  const counts: Record<string, number> = { ...loaded.skipped };
  const examples = loaded.examples.filter(({ docstring, code }) => {
    const reason = docstring.trim() === '' ? EMPTY_DOCSTRING : code.trim() === '' ? EMPTY_CODE : null;
    if (reason !== null) counts[reason] = (counts[reason] ?? 0) + 1;
    return reason === null;
  });
  return { ...loaded, examples, skipped: counts };
}
