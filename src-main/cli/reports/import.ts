import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type {
  Assumption,
  ImportedRun,
  ImportedStudy,
  MetricsElsewhere,
  ParityReport,
  RunOrigin,
} from '../../../src-shared/domain/import';
import { formatPairs, formatTable, whole } from '../table';

/** What `import` prints with `--json`; `study` and `run` are null in a dry run, which makes none. */
export function importDocument(imported: ImportedStudy, isDryRun: boolean) {
  return {
    study: isDryRun ? null : imported.study,
    name: imported.name,
    runs: imported.runs.map((run) => runDocument(run, isDryRun)),
    data: imported.split && { hash: imported.split.hash, sizes: imported.split.sizes },
    notices: imported.notices,
  };
}

function runDocument(
  { run, architecture, parameters, epochs, configuration, origin }: ImportedRun,
  isDryRun: boolean,
) {
  return {
    run: isDryRun ? null : run,
    architecture,
    parameters,
    epochs: epochs.length,
    bestEpoch: bestEpoch(epochs),
    ...origin,
    configuration,
  };
}

function bestEpoch(epochs: ImportedRun['epochs']): number | null {
  return epochs.findLast(({ best }) => best)?.epoch ?? null;
}

export function importText({ study, name, runs, split }: ImportedStudy, isDryRun: boolean): string {
  const table = formatTable(
    ['run', 'architecture', 'parameters', 'epochs', 'best', 'weights', 'parity'],
    runs.map(({ run, architecture, parameters, epochs, origin }) => [
      isDryRun ? null : run,
      ARCHITECTURE_TITLES[architecture],
      whole(parameters),
      epochs.length,
      bestEpoch(epochs),
      origin.weights?.file ?? null,
      origin.parity && parityText(origin.parity),
    ]),
  );
  const end = isDryRun
    ? 'Nothing was written.'
    : formatPairs([
        ['Study', `${study} (${name})`],
        ['Data', split?.description ?? null],
      ]);
  const assumed = assumedText(runs);
  return [table, ...(assumed === '' ? [] : [`Assumed; decide otherwise by --set\n${assumed}`]), end].join(
    '\n\n',
  );
}

/** What is assumed, with the names of the runs where it is not of all. */
function assumedText(runs: ImportedStudy['runs']): string {
  const titles = new Map<string, string[]>();
  for (const { architecture, origin } of runs)
    for (const assumption of origin.assumed) {
      const same = JSON.stringify(assumption);
      titles.set(same, [...(titles.get(same) ?? []), ARCHITECTURE_TITLES[architecture]]);
    }
  const all = [...titles].map(([same, of]) => {
    const assumption = JSON.parse(same) as Assumption;
    return of.length === runs.length
      ? assumption
      : { ...assumption, why: `${of.join(', ')}: ${assumption.why}` };
  });
  return all.length === 0 ? '' : indented(assumptionsText(all));
}

/** What `runs show` tells of a run that was trained elsewhere. */
export function originText({ weights, style, assumed, metrics, parity }: RunOrigin): string {
  return [
    formatPairs([
      [
        'Weights',
        weights
          ? `${weights.file}, ${whole(weights.bytes)} bytes, SHA-256 ${weights.sha256.slice(0, 16)}`
          : null,
      ],
      ['Tensors', style],
      ['Parity', parity ? parityText(parity) : 'no certificate'],
    ]),
    ...(assumed.length > 0 ? [`Assumed\n${indented(assumptionsText(assumed))}`] : []),
    ...(metrics.length > 0
      ? [`Metrics as they were published, not computed here\n${indented(metricsText(metrics))}`]
      : []),
  ].join('\n');
}

function assumptionsText(assumed: readonly Assumption[]): string {
  return formatPairs(assumed.map(({ key, value, why }) => [`${key}=${value}`, why]));
}

function metricsText(metrics: readonly MetricsElsewhere[]): string {
  const names = [...new Set(metrics.flatMap(({ values }) => Object.keys(values)))];
  return formatTable(
    ['model', ...names, 'file'],
    metrics.map(({ label, values, file }) => [label, ...names.map((name) => values[name] ?? null), file]),
  );
}

function parityText({ agrees, probes, largestDifference, firstDifference }: ParityReport): string {
  if (agrees)
    return `agrees with PyTorch (${probes} probes, largest difference ${largestDifference?.toExponential(1)})`;
  return firstDifference ? `differs from ${firstDifference.layer} on` : 'differs';
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
