/**
 * What a machine with other arithmetic (another processor or count of threads, WebAssembly in place of TensorFlow) may
 * differ by: float32 rounds to seven digits, and sums in another order differ in the last of them. TensorFlow and
 * WebAssembly were seen to differ by 5e-6 over 300 hypotheses of 49 tokens; longer ones and larger models differ by more.
 */
export const TOLERANCES = {
  /** Of a hypothesis's log-probability, in nats, and between two tokens or hypotheses that count as tied. */
  logProbability: 1e-3,
  /** Of a loss, in nats a token. */
  loss: 1e-4,
  /** Of a metric that follows from tokens alone. */
  metric: 1e-9,
} as const;

/** The tolerances in words, for whoever reads a verification. */
export const TOLERANCES_IN_WORDS =
  `log-probabilities of hypotheses to ${TOLERANCES.logProbability}, losses to ${TOLERANCES.loss} nats a token; another ` +
  `hypothesis only where the two are tied to ${TOLERANCES.logProbability}`;

/** How two numbers agree; null, and what is not finite, agrees with itself alone. */
export function agreementOf(
  expected: number | null,
  found: number | null,
  tolerance: number,
): 'identical' | 'within-tolerance' | 'differs' {
  if (Object.is(finite(expected), finite(found))) return 'identical';
  const difference = Math.abs((finite(expected) ?? Number.NaN) - (finite(found) ?? Number.NaN));
  return difference <= tolerance ? 'within-tolerance' : 'differs';
}

/** Null stands for what is not finite, as in a passport. */
export function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
