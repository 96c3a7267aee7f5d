import type { DataFacts, Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import { dataFindings } from '../../../data/data-findings';

/** The configuration alone tells some faults. */
const NOTHING_KNOWN: DataFacts = {
  split: null,
  source: null,
  target: null,
  duplicates: null,
  targetContainsSource: null,
};

/** What the inspection of the data warns of; for duplicates, with the examples and what they do to the metrics. */
export function dataFaults(evidence: RunEvidence): Finding[] {
  const findings = dataFindings(evidence.data ?? NOTHING_KNOWN, evidence.configuration);
  return findings.map((finding) =>
    finding.id === 'near-duplicates' ? withMetrics(finding, evidence.memorisation) : finding,
  );
}

function withMetrics(finding: Finding, memorisation: RunEvidence['memorisation']): Finding {
  if (!memorisation) return finding;
  const { all, unseen } = memorisation.metrics;
  const bleu = { label: 'BLEU of all examples', value: all.bleu };
  const rest = unseen ? [{ label: 'BLEU without near duplicates', value: unseen.bleu }] : [];
  return {
    ...finding,
    evidence: [...finding.evidence, bleu, ...rest],
    examples: memorisation.nearDuplicates,
  };
}
