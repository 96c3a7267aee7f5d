import type { DiagnoseJob } from '../../../src-shared/contract/engine/jobs';
import type { Diagnosis, RecordedRun } from '../../../src-shared/domain/diagnosis';
import { UserError } from '../../../src-shared/domain/errors';
import { diagnose } from '../analysis/diagnosis/diagnose';
import { runEvidence, type StudyOrReason } from '../analysis/diagnosis/run-evidence';
import { studyEvidence } from '../analysis/diagnosis/study-evidence';
import { uncheckedFaults } from '../analysis/diagnosis/unchecked';
import { StudyFolder } from '../checkpoint/study-folder';
import { encodeSplit } from '../data/prepare';
import type { JobHost } from '../job-host';
import type { Work } from '../work';
import { jobWork } from './progress';

/** Says what is wrong with a run; what is not known of it, or cannot be read any more, leaves faults unchecked. */
export async function runDiagnoseJob({ home, recorded }: DiagnoseJob, host: JobHost): Promise<void> {
  const study = await studyOrReason(home, recorded, jobWork(host));
  host.emit({ type: 'diagnosis', diagnosis: diagnosisOf(recorded, study) });
}

function diagnosisOf(recorded: RecordedRun, study: StudyOrReason): Diagnosis {
  const evidence = runEvidence(recorded, study);
  return {
    run: recorded.id,
    name: recorded.name,
    architecture: recorded.architecture,
    findings: diagnose(evidence),
    unchecked: uncheckedFaults(recorded, evidence, study),
  };
}

async function studyOrReason(home: string, recorded: RecordedRun, work: Work): Promise<StudyOrReason> {
  const { configuration, evaluation, elsewhere } = recorded;
  if (elsewhere && elsewhere.noData !== null) return { reason: elsewhere.noData };
  try {
    const folder = StudyFolder.of(home, recorded.study);
    const split = await folder.loadSplit(work);
    const vocabularies = await folder.loadVocabularies();
    const encoded = await encodeSplit(split, vocabularies, configuration, work);
    return await studyEvidence(split, { ...vocabularies, ...encoded }, configuration, evaluation, work);
  } catch (error) {
    if (error instanceof UserError) return { reason: error.message };
    throw error;
  }
}
