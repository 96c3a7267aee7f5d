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

const FIGURES = ['docs', 'study'] as const;

/** Writes docs/study.md, and its figures, from what is kept of the study's runs; every number comes from there. */
export function writeStudy(records: readonly StudyRecord[]): void {
  const ordered = PLAN.flatMap(({ name }) => records.find(({ item }) => item.name === name) ?? []);
  mkdirSync(inCheckout(...FIGURES), { recursive: true });
  for (const { name, svg } of drawFigures(ordered)) writeFileSync(inCheckout(...FIGURES, name), `${svg}\n`);
  writeFileSync(inCheckout('docs', 'study.md'), `${studyMarkdown(ordered)}\n`);
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
