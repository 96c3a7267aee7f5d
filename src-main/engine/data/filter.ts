import type { Example } from '../../../src-shared/domain/data';
import { isBlank } from '../../../src-shared/format/tokenizer';

/** Why an example is of no use: its docstring or its code is empty or white space only. Null when it is of use. */
export function whyUnusable({ docstring, code }: Example): string | null {
  if (isBlank(docstring)) return 'empty docstring';
  return isBlank(code) ? 'empty code' : null;
}
