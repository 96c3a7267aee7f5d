import {
  CONFIGURATION_KEYS,
  type ConfigurationKeyName,
  PRESET_NAMES,
  PRESETS,
  type PresetName,
  type RunConfiguration,
} from '../../../../src-shared/domain/configuration';
import { SPLIT_NAMES } from '../../../../src-shared/domain/data';
import type { EnvironmentRecord } from '../../../../src-shared/domain/run';
import { describeValue } from '../../../../src-shared/format/labels';
import { formatCount } from '../../../../src-shared/format/numbers';
import { describeIntervention } from '../../../../src-shared/format/training';
import { type DataBlock, sha256 } from '../data-blocks';
import { markup } from '../markup';
import { type DecoderResults, labelOf, runOf } from '../recomputed';
import type { ReportData } from '../../../../src-shared/domain/report';
import { type Section, table, textTable } from './section';

export function dataSection({ study, report, examples }: ReportData): Section {
  const { split } = study;
  if (!split)
    return {
      id: 'data',
      title: 'Data and split',
      parts: [{ name: 'data: nothing', content: markup`<p>The study's split was not recorded.</p>` }],
    };
  const skipped = Object.entries(split.skipped);
  return {
    id: 'data',
    title: 'Data and split',
    parts: [
      {
        name: 'data: source',
        content: markup`<dl class="facts">
          <dt>Source</dt>
          <dd>${split.description} (<code>${split.location}</code>)</dd>
          <dt>Rows</dt>
          <dd>
            ${formatCount(split.rows)} after
            filtering${skipped.length === 0 ? null : `; left out: ${skipped.map(([reason, count]) => `${formatCount(count)} ${reason}`).join(', ')}`}
          </dd>
          <dt>Split</dt>
          <dd>
            by permutation of the rows with seed ${split.seed}, as numpy's <code>default_rng</code> has
            it${split.scaledDown ? '; scaled down, as there are fewer rows than were asked for' : null}
          </dd>
          <dt>Hash of the split</dt>
          <dd><code>${split.hash}</code></dd>
          <dt>Evaluated here</dt>
          <dd>
            ${report.split}, ${formatCount(examples.length)} examples; the SHA-256 of each one's row is
            embedded
          </dd>
        </dl> `,
      },
      {
        name: 'data: sizes',
        content: table({
          caption: 'Examples in each part.',
          titles: ['Part', 'Examples', 'Asked for'],
          rows: SPLIT_NAMES.map((name) => [
            name,
            formatCount(split.sizes[name]),
            formatCount(split.requestedSizes[name]),
          ]),
        }),
      },
    ],
  };
}

/** Every setting; those that differ from the nearest preset stand out. */
export function configurationSection({ study, runs, curves }: ReportData): Section {
  const { configuration, unknownSettings } = study;
  const preset = nearestPreset(configuration);
  const names = Object.keys(CONFIGURATION_KEYS) as ConfigurationKeyName[];
  const changed = differences(configuration, preset);
  const unknown = Object.entries(unknownSettings);
  return {
    id: 'configuration',
    title: 'Configuration',
    parts: [
      {
        name: 'configuration: settings',
        content: textTable({
          caption: markup`Nearest to the preset “${preset}”, from which
          ${changed.length === 0 ? 'nothing differs' : markup`the ${changed.length} <mark>marked</mark> settings differ`}.`,
          titles: ['Setting', 'Value', `In “${preset}”`, 'Meaning'],
          rows: [...changed, ...names.filter((name) => !changed.includes(name))].map((name) => {
            const value = describeValue(configuration[name]);
            return [
              markup`<code>${name}</code>`,
              changed.includes(name) ? markup`<mark>${value}</mark>` : value,
              describeValue(PRESETS[preset][name]),
              markup`<span class="note">${CONFIGURATION_KEYS[name].meaning}</span>`,
            ];
          }),
        }),
      },
      ...(unknown.length === 0
        ? []
        : [
            {
              name: 'configuration: unknown settings',
              content: textTable({
                caption: 'Names in the configuration file that no setting has: kept without effect.',
                titles: ['Name', 'Value'],
                rows: unknown.map(([name, value]) => [markup`<code>${name}</code>`, JSON.stringify(value)]),
              }),
            },
          ]),
      ...changedByHand(runs, curves),
    ],
  };
}

/** What the settings do not tell: nothing where everything was left to them. */
function changedByHand(runs: ReportData['runs'], curves: ReportData['curves']): Section['parts'] {
  const rows = curves.flatMap(({ run, interventions = [] }) =>
    interventions.map((intervention) => [
      labelOf(runs, runOf({ runs }, run)),
      describeIntervention(intervention),
    ]),
  );
  if (rows.length === 0) return [];
  const caption = 'Changed by hand while they trained: the settings alone do not give these runs again.';
  return [
    {
      name: 'configuration: changed by hand',
      content: textTable({ caption, titles: ['Run', 'Change'], rows }),
    },
  ];
}

function differences(configuration: RunConfiguration, preset: PresetName): ConfigurationKeyName[] {
  const names = Object.keys(CONFIGURATION_KEYS) as ConfigurationKeyName[];
  return names.filter((name) => configuration[name] !== PRESETS[preset][name]);
}

function nearestPreset(configuration: RunConfiguration): PresetName {
  const distance = (preset: PresetName) => differences(configuration, preset).length;
  return [...PRESET_NAMES].sort((a, b) => distance(a) - distance(b))[0];
}

const ENVIRONMENT_TITLES: Readonly<Record<keyof EnvironmentRecord, string>> = {
  application: 'Unroll',
  gitRevision: 'Git revision',
  platform: 'Platform',
  runtime: 'Runtime',
  backend: 'Backend',
  tensorflow: 'TensorFlow',
  device: 'Device',
  threads: 'Threads',
  replicas: 'Replicas',
  oneDnn: 'oneDNN',
  fusedKernels: 'Fused kernels',
};

export function environmentSection({ runs }: ReportData): Section {
  const names = Object.keys(ENVIRONMENT_TITLES) as (keyof EnvironmentRecord)[];
  return {
    id: 'environment',
    title: 'Environment',
    parts: [
      {
        name: 'environment: where the runs were trained',
        content: textTable({
          caption: 'Where the runs were trained: what decides whether losses are equal bit for bit.',
          titles: ['', ...runs.map((run) => labelOf(runs, run))],
          rows: names.map((name) => [
            ENVIRONMENT_TITLES[name],
            ...runs.map(({ environment }) => environmentValue(environment?.[name])),
          ]),
        }),
      },
    ],
  };
}

function environmentValue(value: EnvironmentRecord[keyof EnvironmentRecord] | undefined): string | null {
  if (value === undefined || value === null || value === '') return null;
  return describeValue(value);
}

export function methodsSection({ report, study }: ReportData, results: readonly DecoderResults[]): Section {
  const signature = results[0]?.evaluations[0]?.bleuSignature ?? '';
  const comparison = results[0]?.comparison;
  const resamples = formatCount(comparison?.intervals.resamples ?? 0);
  const methods: readonly (readonly [string, string])[] = [
    [
      'BLEU',
      `Corpus BLEU-4 over token lists as sacreBLEU 2 computes it, signature ${signature}; of single examples with effective order (eff:yes).`,
    ],
    [
      'Token accuracy',
      'Positions at which hypothesis and reference have the same token, in percent of the tokens of all references.',
    ],
    [
      'Exact match',
      'Examples whose token lists are equal, in percent; “of texts”: whose detokenised texts are.',
    ],
    [
      'As the notebooks computed it',
      'The same after <UNK> was dropped from hypotheses and references alike; <UNK> counts as a token everywhere else.',
    ],
    [
      'Intervals',
      `95% of ${resamples} bootstrap resamples of the examples, the same examples for every run, seed ${report.seed}; by docstring length seed ${study.configuration.SEED} (SEED) for single runs and ${report.seed} for differences.`,
    ],
    [
      'Significance',
      'Paired approximate randomisation of outputs, two-sided; p = (1 + shuffles at least as different) / (1 + shuffles); also corrected for the pairs that are tested together (Holm 1979).',
    ],
    [
      'Errors',
      'The first category that applies to a hypothesis that does not equal its reference, in the order of the table.',
    ],
    [
      'Perplexity',
      'exp of minus the mean log-probability of the references’ tokens and their <EOS>, teacher-forced.',
    ],
    [
      'Failures of search or model',
      'Of the search where the model holds the reference for more likely than what its decoder wrote, else of the model.',
    ],
    [
      'Repeated 4-grams',
      '4-grams of hypotheses that stood earlier in the same hypothesis, in percent of all.',
    ],
    [
      'References',
      `As encoded: cut at ${study.configuration.MAX_CODE_LEN - 2} tokens (MAX_CODE_LEN less <SOS> and <EOS>).`,
    ],
  ];
  return {
    id: 'methods',
    title: 'How each number is computed',
    parts: [
      {
        name: 'methods: definitions',
        content: markup`<dl class="methods">
            ${methods.map(
              ([term, text]) =>
                markup`<dt>${term}</dt>
                  <dd>${text}</dd> `,
            )}
          </dl>
          <p>
            Scores, intervals, significance, counts and figures of results follow from the embedded
            predictions alone: <code>unroll verify FILE.html</code> computes them again and compares every
            byte of this page. Losses, log-probabilities, attention weights and findings come from the models
            and are shown as they were recorded.
          </p> `,
      },
    ],
  };
}

export function hashesSection({ runs }: ReportData, blocks: readonly DataBlock[]): Section {
  return {
    id: 'hashes',
    title: 'Files and hashes',
    parts: [
      {
        name: 'hashes: files of the runs',
        content: textTable({
          caption: 'SHA-256 of weights, vocabularies, split and configuration, as recorded in the history.',
          titles: ['Run', 'File', 'Bytes', 'SHA-256'],
          rows: runs.flatMap((run) =>
            run.artefacts.map(({ kind, bytes, sha256: hash }) => [
              labelOf(runs, run),
              kind,
              formatCount(bytes),
              markup`<code class="hash">${hash}</code>`,
            ]),
          ),
        }),
      },
      {
        name: 'hashes: embedded data',
        content: textTable({
          caption: 'SHA-256 of the data embedded in this page, as it stands between its tags.',
          titles: ['Block', 'Bytes', 'SHA-256'],
          rows: blocks.map(({ name, text }) => [
            markup`<code>${name}</code>`,
            formatCount(Buffer.byteLength(text)),
            markup`<code class="hash">${sha256(text)}</code>`,
          ]),
        }),
      },
    ],
  };
}
