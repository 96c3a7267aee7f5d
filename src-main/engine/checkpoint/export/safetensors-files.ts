import { readPieces } from '../../files/describe-file';
import type { NewFile } from '../atomic-folder';
import { commonFiles, type ExportedRun, jsonText, lossHistory } from './exported-run';

/** The run's own files: weights by our names in safetensors, everything else as JSON. */
export function safetensorsFiles(run: ExportedRun): NewFile[] {
  const { description, recorded } = run;
  return [
    { name: 'best.safetensors', content: readPieces(run.checkpoint) },
    { name: 'run.json', content: jsonText(description) },
    ...commonFiles(run),
    { name: 'training_history.json', content: jsonText(lossHistory(description, recorded.epochs)) },
    { name: 'metrics.json', content: jsonText(recorded.evaluations) },
  ];
}
