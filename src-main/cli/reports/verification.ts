import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type {
  Agreement,
  PassportVerification,
  ReportVerification,
  VerifiedItem,
} from '../../../src-shared/domain/verification';
import { TOLERANCES_IN_WORDS } from '../../engine/passport/tolerances';

const WORDS: Readonly<Record<Agreement, string>> = {
  identical: 'identical',
  'within-tolerance': 'agrees',
  differs: 'DIFFERS',
  'not-checked': 'unchecked',
};

const WIDTH = Math.max(...Object.values(WORDS).map((word) => word.length)) + 2;

export function reportVerificationText(path: string, { study, items }: ReportVerification): string {
  const title = study === null ? path : `${path}: report of “${study}”`;
  return [title, ...items.map(itemLine), verdict(items)].join('\n');
}

export function passportVerificationText(path: string, verification: PassportVerification): string {
  const { run, architecture, arithmetic, items } = verification;
  return [
    `${path}: passport of “${run}” (${ARCHITECTURE_TITLES[architecture]})`,
    ...(arithmetic && arithmetic.length > 0
      ? [`Other arithmetic than the run’s: ${arithmetic.join('; ')}`]
      : []),
    ...items.map(itemLine),
    `Tolerance: ${TOLERANCES_IN_WORDS}.`,
    verdict(items),
  ].join('\n');
}

function itemLine({ name, agreement, detail }: VerifiedItem): string {
  return `${WORDS[agreement].padEnd(WIDTH)}${name}${detail === null ? '' : `: ${detail}`}`;
}

/** `All 12 items agree.`, or how many do not; what was not looked at is told apart. */
function verdict(items: readonly VerifiedItem[]): string {
  const count = (agreement: Agreement) => items.filter((item) => item.agreement === agreement).length;
  const unchecked = count('not-checked');
  const looked = items.length - unchecked;
  const wrong = count('differs');
  const close = count('within-tolerance');
  const agreeing =
    close > 0
      ? `All ${looked} items agree, ${close} of them within tolerance.`
      : `All ${looked} items agree.`;
  const found = wrong === 0 ? agreeing : `${wrong} of ${looked} items differ.`;
  return unchecked > 0 ? `${found} ${unchecked} could not be checked.` : found;
}
