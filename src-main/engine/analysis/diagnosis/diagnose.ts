import { type Finding, type RunEvidence, SEVERITIES } from '../../../../src-shared/domain/diagnosis';
import type { Rule } from './rule';
import { RULES } from './rules';

/** Everything that is wrong with a run, as far as its evidence and the rules tell, the gravest first. */
export function diagnose(evidence: RunEvidence, rules: readonly Rule[] = RULES): Finding[] {
  const findings = rules.flatMap((rule) => rule(evidence)).filter((finding) => finding !== null);
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
