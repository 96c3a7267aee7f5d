import models from '../../../../resources/models.py?raw';
import type { Architecture } from '../../../../src-shared/domain/architecture';
import type { EvaluationSummary } from '../../../../src-shared/domain/run';
import {
  countParameters,
  parameterDefinitions,
} from '../../../../src-shared/domain/model/parameter-definitions';
import type { NewFile } from '../atomic-folder';
import { toStateDictionary } from '../pytorch/naming/state-dictionary';
import { writePickle } from '../pytorch/pickle/write-pickle';
import { checkpointContent } from '../pytorch/write-checkpoint';
import { commonFiles, type ExportedRun, jsonText, lossHistory } from './exported-run';

/** What the notebooks call each architecture: in file names and dictionaries, and in tables. */
const NOTEBOOK_NAMES: Readonly<Record<Architecture, { readonly key: string; readonly label: string }>> = {
  'vanilla-rnn': { key: 'vanilla_rnn', label: 'Vanilla RNN' },
  lstm: { key: 'lstm', label: 'LSTM' },
  'lstm-attention': { key: 'lstm_attention', label: 'LSTM + Attention' },
};

/**
 * A folder as the notebooks leave it, for PyTorch: weights as a state dictionary with the specification's names, and
 * `models.py` with classes that load it.
 */
export function notebookFiles(run: ExportedRun): NewFile[] {
  const { key } = NOTEBOOK_NAMES[run.description.architecture];
  const history = lossHistory(run.description, run.recorded.epochs);
  const parameters = countParameters(parameterDefinitions(run.options));
  const comparison = comparisonTable(run);
  return [
    { name: `${key}.pt`, content: checkpointContent(key, toStateDictionary(run.parameters, run.options)) },
    ...commonFiles(run),
    ...(run.recorded.epochs.length === 0
      ? []
      : [
          { name: 'training_history.pkl', content: writePickle({ [key]: history }) },
          { name: 'training_history.json', content: jsonText({ [key]: history }) },
        ]),
    { name: 'model_params.json', content: jsonText({ [key]: parameters }) },
    ...(comparison === null ? [] : [{ name: 'model_comparison.csv', content: comparison }]),
    { name: 'models.py', content: models },
  ];
}

/** The notebooks' table of test metrics, by our definitions; null without an evaluation of the test split. */
function comparisonTable({ description, recorded }: ExportedRun): string | null {
  const evaluations = recorded.evaluations.filter(({ split }) => split === 'test');
  if (evaluations.length === 0) return null;
  const { label } = NOTEBOOK_NAMES[description.architecture];
  const rows = evaluations.map((evaluation) =>
    [
      `${label} (${decoderText(evaluation)})`,
      evaluation.bleu,
      evaluation.tokenAccuracy,
      evaluation.exactMatch,
    ].join(','),
  );
  return `${['Model,BLEU Score,Token Accuracy (%),Exact Match (%)', ...rows].join('\n')}\n`;
}

function decoderText({ decoder, beamSize }: EvaluationSummary): string {
  return decoder === 'greedy' ? 'Greedy' : `Beam=${beamSize}`;
}
