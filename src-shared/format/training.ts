/** What happens to a run while it trains, in sentences. */
import { type Architecture, ARCHITECTURE_TITLES } from '../domain/architecture';
import type { Intervention, ToldFinding } from '../domain/training';
import { formatCount, formatMagnitude } from './numbers';

/** That a fault shows for the first time after an epoch, and what may help. */
export function findingNotice(
  architecture: Architecture,
  { epoch, finding: { title, explanation, remedy } }: ToldFinding,
): string {
  return `${ARCHITECTURE_TITLES[architecture]}, epoch ${epoch}: ${title}. ${explanation} ${remedy.text}`;
}

/** That a setting was changed, and what this means for whoever wants to do the same again. */
export function interventionNotice(architecture: Architecture, intervention: Intervention): string {
  return (
    `${ARCHITECTURE_TITLES[architecture]}: ${describeIntervention(intervention)}; the configuration alone does not give ` +
    'this run again'
  );
}

/** `LEARNING_RATE changed from 0.001 to 0.0005 at step 1,200`. */
export function describeIntervention({ step, setting, from, to }: Intervention): string {
  return `${setting} changed from ${formatMagnitude(from)} to ${formatMagnitude(to)} at step ${formatCount(step)}`;
}
