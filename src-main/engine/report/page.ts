import { createHash } from 'node:crypto';
import { type DataBlock, dataBlocks, sha256 } from './data-blocks';
import { markup, Markup, scriptJson } from './markup';
import { type DecoderResults, recompute, recomputeDecoderPairs } from './recomputed';
import type { ReportData } from '../../../src-shared/domain/report';
import { comparisonSection } from './sections/comparison';
import { diagnosisSection } from './sections/diagnosis';
import { examplesSection } from './sections/examples';
import { overviewSection } from './sections/overview';
import {
  configurationSection,
  dataSection,
  environmentSection,
  hashesSection,
  methodsSection,
} from './sections/provenance';
import { attentionSection, errorSection, lengthSection, trainingSection } from './sections/results';
import type { Part, Section } from './sections/section';
import { STYLE } from './style';

/** Changes whenever pages of the same data become others, so that `verify` compares like with like. */
export const REPORT_FORMAT = 2;

/** What a page says of itself before anything else. */
export interface Manifest {
  readonly format: number;
  readonly application: string;
  readonly blocks: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

/** Name of the manifest's block. */
export const MANIFEST_ID = 'manifest';

/** Name and text of a stretch of the page. Together, in order, they are the page. */
export interface PagePart {
  readonly name: string;
  readonly text: string;
}

/** The whole page; the same data give the same bytes. */
export function renderPage(data: ReportData): string {
  return joinParts(pageParts(data));
}

export function joinParts(parts: readonly PagePart[]): string {
  return parts.map(({ text }) => text).join('');
}

/** Every part but the first begins with this. */
export function partMarker(name: string): string {
  return markup`<!--${name.replaceAll('--', '- -')}-->
`.text;
}

/** The page in parts that are verified one by one. */
export function pageParts(data: ReportData, results = recompute(data)): PagePart[] {
  const blocks = dataBlocks(data);
  const sections = sectionsOf(data, results, blocks);
  const parts: Part[] = [
    { name: 'heading', content: heading(data, sections) },
    ...sections.flatMap(sectionParts),
    { name: 'end', content: ending },
    ...blocks.map(({ name, text }) => ({ name: `data: ${name}`, content: dataElement(name, text) })),
    {
      name: 'last line',
      content: markup`</body></html>
`,
    },
  ];
  return [
    { name: 'head', text: head(data, blocks).text },
    ...parts.map(({ name, content }) => ({ name, text: `${partMarker(name)}${content.text}` })),
  ];
}

function sectionsOf(
  data: ReportData,
  results: readonly DecoderResults[],
  blocks: readonly DataBlock[],
): Section[] {
  return [
    overviewSection(data, results),
    comparisonSection(results, recomputeDecoderPairs(data)),
    trainingSection(data),
    lengthSection(results),
    errorSection(results),
    attentionSection(data),
    diagnosisSection(data),
    examplesSection(data, results),
    dataSection(data),
    configurationSection(data),
    environmentSection(data),
    methodsSection(data, results),
    hashesSection(data, blocks),
  ];
}

/** The section's tags belong to its first and last part. */
function sectionParts({ id, title, parts }: Section): Part[] {
  return parts.map(({ name, content }, place) => ({
    name,
    content: markup`${place === 0 ? sectionStart(id, title) : null}${content}${place === parts.length - 1 ? SECTION_END : null}`,
  }));
}

function sectionStart(id: string, title: string): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
`;
}

const SECTION_END = markup`</section>
`;

/** Nothing may be loaded and nothing run; the one stylesheet is known by its hash. */
function head({ study, report }: ReportData, blocks: readonly DataBlock[]): Markup {
  const styleHash = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  const manifest: Manifest = {
    format: REPORT_FORMAT,
    application: report.application,
    blocks: blocks.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text), sha256: sha256(text) })),
  };
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Unroll ${report.application}">
<title>${study.name} – report of Unroll</title>
<style>${new Markup(STYLE)}</style>
${dataElement(MANIFEST_ID, scriptJson(manifest))}</head>
<body>
`;
}

function heading({ study, report }: ReportData, sections: readonly Section[]): Markup {
  return markup`<a class="skip" href="#overview">Skip to the results</a>
    <header>
      <p class="kind">Report of a study, ${report.split} split</p>
      <h1>${study.name}</h1>
      <nav aria-label="Sections">
        <ul>
          ${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li> `)}
        </ul>
      </nav>
    </header>
    <main>
`;
}

const ending = markup`</main>
<footer><p>Verify this file with <code>unroll verify FILE.html</code>. It needs no network, and holds the data from which it was drawn.</p></footer>
`;

function dataElement(name: string, json: string): Markup {
  return markup`${new Markup(dataTag(name))}
${new Markup(json)}
</script>
`;
}

/** What opens an embedded block; a line feed, its JSON, a line feed and the closing tag follow. */
export function dataTag(name: string): string {
  return markup`<script type="application/json" id="data:${name}">`.text;
}
