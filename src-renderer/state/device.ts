/** What an engine computes on, without what it is (`TensorFlow 2.21.0, CPU, 2 threads`): there is little room in the sidebar. */
export function deviceOf(engine: string): string {
  return engine.slice(engine.indexOf(', ') + 1).trim();
}
