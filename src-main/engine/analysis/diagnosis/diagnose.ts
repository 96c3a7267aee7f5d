import { type Finding, type RunEvidence, SEVERITIES } from '../../../../src-shared/domain/diagnosis';
import { RULES } from './rules';

/** Everything that is wrong with a run, as far as its evidence tells, the gravest first. */
export function diagnose(evidence: RunEvidence): Finding[] {
  const findings = RULES.flatMap((rule) => rule(evidence)).filter((finding) => finding !== null);
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
