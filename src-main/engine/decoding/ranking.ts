/**
 * What hypotheses are ranked by: their log-probability, divided by `((5 + length) / 6)^lengthNormalisation` (Wu et al.
 * 2016, section 7). `length` counts <EOS>.
 */
export function rankingScore(logProbability: number, length: number, lengthNormalisation: number): number {
  return logProbability / ((5 + length) / 6) ** lengthNormalisation;
}
