import { ARCHITECTURE_TITLES } from '../../../../src-shared/domain/architecture';
import type { Diagnosis, Finding, FindingEvidence } from '../../../../src-shared/domain/diagnosis';
import { markup, type Markup } from '../markup';
import type { ReportData } from '../../../../src-shared/domain/report';
import { NAMED_OF_A_FINDING } from './cited-examples';
import { exampleLink, type Part, type Section } from './section';

/** What is wrong with each run, as `diagnose` says it. */
export function diagnosisSection(data: ReportData): Section {
  const { diagnoses, reason } = data.diagnosis;
  const known = new Set(data.examples.map(({ index }) => index));
  const parts = diagnoses.map((diagnosis): Part => {
    const title = ARCHITECTURE_TITLES[diagnosis.architecture];
    return { name: `diagnosis: ${title}`, content: diagnosisElement(diagnosis, title, known) };
  });
  const nothing = {
    name: 'diagnosis: nothing',
    content: markup`<p>${reason ?? 'No run was diagnosed.'}</p> `,
  };
  return {
    id: 'diagnosis',
    title: 'Diagnosis',
    parts: [...(parts.length > 0 ? parts : [nothing]), ...noticeParts(data)],
  };
}

/** What was told while data were read and the runs were trained. */
function noticeParts({ study: { notices } }: ReportData): Part[] {
  if (notices.length === 0) return [];
  const content = markup`<h3>Told while the runs were trained</h3>
<ul class="notices">${notices.map((notice) => markup`<li>${notice}</li>`)}</ul>
`;
  return [{ name: 'diagnosis: notices', content }];
}

function diagnosisElement(
  { findings, unchecked }: Diagnosis,
  title: string,
  known: ReadonlySet<number>,
): Markup {
  return markup`<h3>${title}</h3>
    ${
      findings.length === 0
        ? markup`<p>No fault was found.</p> `
        : findings.map((finding) => findingElement(finding, known))
    }${
      unchecked.length === 0
        ? null
        : markup`<p class="note">
            Not checked:
            ${unchecked.map(({ faults, reason }, place) => `${place > 0 ? '; ' : ''}${faults.join(', ')} (${reason})`)}.
          </p> `
    }`;
}

function findingElement(
  { severity, title, explanation, evidence, examples, remedy, epoch }: Finding,
  known: ReadonlySet<number>,
): Markup {
  const named = examples.slice(0, NAMED_OF_A_FINDING).filter((index) => known.has(index));
  return markup`<article class="finding ${severity}">
    <h4>
      <span class="severity">${severity}</span>
      ${title}${epoch === null ? null : markup` <span class="note">since epoch ${epoch}</span>`}
    </h4>
    <p>${explanation}</p>
    <ul>
      ${evidence.map((item) => markup`<li>${evidenceText(item)}</li>`)}
    </ul>
    ${
      named.length === 0
        ? null
        : markup`<p>
            Examples: ${named.map((index, place) => markup`${place > 0 ? ', ' : null}${exampleLink(index)}`)}
          </p> `
    }
    <p>
      <strong>Remedy.</strong>
      ${remedy.text}${remedy.keys.length === 0 ? null : markup` <span class="note">${remedy.keys.map((key, place) => markup`${place > 0 ? ', ' : null}<code>${key}</code>`)}</span>`}
    </p>
  </article> `;
}

function evidenceText({ label, value, unit, expected }: FindingEvidence): string {
  const shown = typeof value === 'number' ? Number(value.toPrecision(5)) : value;
  const measured = unit === '%' ? `${shown}%` : `${shown}${unit ? ` ${unit}` : ''}`;
  return `${label}: ${measured}${expected ? ` (expected: ${expected})` : ''}`;
}
