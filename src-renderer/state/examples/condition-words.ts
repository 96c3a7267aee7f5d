/** Words for the conditions of a filter. */
import type { ConditionName } from '../../../src-shared/contract/requests/examples';
import { ERROR_CATEGORY_TITLES, type Outcome } from '../../../src-shared/domain/analysis';
import type { Agreement, ExampleFilter, TextPlace } from '../../../src-shared/domain/example-filter';
import { formatScore } from '../../../src-shared/format/numbers';

export const OUTCOME_TITLES: Readonly<Record<Outcome, string>> = {
  correct: 'Correct',
  ...ERROR_CATEGORY_TITLES,
};

export const AGREEMENT_TITLES: Readonly<Record<Agreement, string>> = {
  'all-same': 'All answers equal',
  different: 'Answers differ',
  'all-correct': 'All runs correct',
  'one-correct': 'Just one run correct',
  'none-correct': 'No run correct',
};

export const CAUSE_TITLES = { search: 'Search error', model: 'Model error' } as const;

export const PLACE_TITLES: Readonly<Record<TextPlace, string>> = {
  any: 'Anywhere',
  source: 'In the source',
  reference: 'In the reference',
  hypothesis: 'In an answer',
};

/** `+10 to +20`, `none`. */
function differenceWords(low: number, high: number): string {
  if (low === 0 && high === 0) return 'none';
  const signed = (value: number) => (value > 0 ? `+${value}` : String(value).replace('-', '−'));
  return `${signed(low)} to ${signed(high)}`;
}

/** What a condition asks for, in a few words. `labelOf` names a run. */
export function describeCondition(
  condition: ConditionName,
  filter: ExampleFilter,
  labelOf: (run: string) => string,
): string {
  switch (condition) {
    case 'text': {
      const place =
        filter.place && filter.place !== 'any' ? `${PLACE_TITLES[filter.place].toLowerCase()}: ` : '';
      return `${place}${filter.regularExpression ? `/${filter.text}/` : `“${filter.text}”`}`;
    }
    case 'token':
      return `Token ${filter.token}`;
    case 'length':
      return `Length ${filter.lengths!.join(', ')}`;
    case 'score': {
      const { run, low, high } = filter.score!;
      return `BLEU of ${labelOf(run)} ${formatScore(low)} to ${formatScore(high)}`;
    }
    case 'better':
      return `${labelOf(filter.better!.run)} better than ${labelOf(filter.better!.than)}`;
    case 'difference': {
      const { run, than, low, high } = filter.difference!;
      return `BLEU of ${labelOf(run)} minus ${labelOf(than)}: ${differenceWords(low, high)}`;
    }
    case 'agreement':
      return AGREEMENT_TITLES[filter.agreement!];
    case 'cause':
      return CAUSE_TITLES[filter.cause!];
    case 'missed':
      return `First wrong token: ${filter.missed}`;
    case 'oneTokenAway':
      return filter.oneTokenAway ? 'One token away' : 'Not one token away';
    case 'memorised':
      return filter.memorised ? 'Memorised' : 'Not memorised';
    case 'favourite':
      return filter.favourite ? 'Favourites' : 'No favourites';
    default: {
      const run = condition.slice('outcome:'.length);
      const outcomes = filter.outcomes!.find((wanted) => wanted.run === run)!.outcomes;
      return `${labelOf(run)}: ${outcomes.map((outcome) => OUTCOME_TITLES[outcome].toLowerCase()).join(' or ')}`;
    }
  }
}
