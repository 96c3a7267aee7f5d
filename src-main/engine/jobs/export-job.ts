import type { ExportJob } from '../../../src-shared/contract/engine/jobs';
import { requireNewFolder, writeFolderAtomically } from '../checkpoint/atomic-folder';
import type { ExportedRun } from '../checkpoint/export/exported-run';
import { notebookFiles } from '../checkpoint/export/notebook-files';
import { safetensorsFiles } from '../checkpoint/export/safetensors-files';
import { RunFolder } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import type { JobHost } from '../job-host';
import { modelOptions } from '../../../src-shared/domain/model/model-options';
import { parameterDefinitions } from '../../../src-shared/domain/model/parameter-definitions';

/** Writes a run's best checkpoint, with what belongs to it, into a new folder. */
export async function runExportJob(job: ExportJob, host: JobHost): Promise<void> {
  await requireNewFolder(job.folder);
  const run = await exportedRun(job);
  const files = await writeFolderAtomically(
    job.folder,
    job.format === 'notebook' ? notebookFiles(run) : safetensorsFiles(run),
  );
  host.emit({ type: 'exported', run: job.run, folder: job.folder, files });
}

async function exportedRun({ home, study, run, recorded }: ExportJob): Promise<ExportedRun> {
  const folder = new RunFolder(home, run);
  const description = await folder.loadDescription();
  const vocabularies = await StudyFolder.of(home, study).loadVocabularies();
  const sizes = {
    source: vocabularies.sourceVocabulary.size,
    target: vocabularies.targetVocabulary.size,
  };
  const options = modelOptions(description.architecture, description.configuration, sizes);
  const parameters = await folder.readWeights('best', parameterDefinitions(options));
  return { description, options, parameters, checkpoint: folder.path('best'), vocabularies, recorded };
}
