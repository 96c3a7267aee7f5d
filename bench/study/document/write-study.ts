import { mkdirSync, writeFileSync } from 'node:fs';
import { inCheckout } from '../../checkout';
import { PLAN } from '../plan';
import type { StudyRecord } from '../record';
import { ablationsSection } from './ablations';
import { claimsSection } from './claims';
import { introduction } from './introduction';
import { diagnosisSection, passportsSection } from './provenance';
import { resultsSection } from './results';
import { drawFigures } from './figures';
import { seedsSection } from './seeds';
import { targetsSection } from './targets';
import { timesSection } from './times';
import { trialsSection } from './trials';

/** A file of the study, by its path in the checkout. */
export interface StudyFile {
  readonly path: string;
  readonly text: string;
}

/** Writes docs/study.md, and its figures, from what is kept of the study's runs; every number comes from there. */
export function writeStudy(records: readonly StudyRecord[]): void {
  mkdirSync(inCheckout('docs', 'study'), { recursive: true });
  for (const { path, text } of studyFiles(records)) writeFileSync(inCheckout(path), text);
}

/** The document and its figures. */
export function studyFiles(records: readonly StudyRecord[]): readonly StudyFile[] {
  const ordered = PLAN.flatMap(({ name }) => records.find(({ item }) => item.name === name) ?? []);
  return [
    { path: 'docs/study.md', text: `${studyMarkdown(ordered)}\n` },
    ...drawFigures(ordered).map(({ name, svg }) => ({ path: `docs/study/${name}`, text: `${svg}\n` })),
  ];
}

/** The document's text. */
export function studyMarkdown(records: readonly StudyRecord[]): string {
  return [
    introduction(records),
    resultsSection(records),
    targetsSection(records),
    trialsSection(records),
    ablationsSection(records),
    seedsSection(records),
    claimsSection(records),
    diagnosisSection(records),
    timesSection(records),
    passportsSection(records),
  ]
    .filter((section) => section !== null)
    .join('\n\n');
}
