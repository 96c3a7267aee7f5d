import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../../../../src-main/engine/report/page';
import { sampleReport } from './samples';

const page = renderPage(sampleReport());
const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

describe('a page', () => {
  it('has every section, once, and a link to it', () => {
    const titles = [...page.matchAll(/<h2 id="([\w-]+)-title">/g)].map((match) => match[1]);
    expect(titles).toEqual([
      ...['overview', 'comparison', 'training', 'lengths', 'errors', 'attention', 'diagnosis', 'examples'],
      ...['data', 'configuration', 'environment', 'methods', 'hashes'],
    ]);
    for (const id of titles) {
      expect(count(page, new RegExp(`<section id="${id}"`, 'g')), id).toBe(1);
      expect(page).toContain(`<a href="#${id}">`);
    }
    expect(count(page, /<section /g)).toBe(count(page, /<\/section>/g));
  });

  it('has no identifier twice, and no link or reference to one that is missing', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"]+)"|url\(#([^)]+)\)/g)].map(
      (match) => match[1] ?? match[2],
    );
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('loads and runs nothing, and its policy says so', () => {
    const [policy] = page.match(/default-src 'none'[^"]*/) ?? page.match(/default-src &#39;none&#39;[^"]*/)!;
    const style = /<style>([^]*?)<\/style>/.exec(page)![1];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toContain(`sha256-${hash}`);
    expect(policy).not.toMatch(/unsafe|script-src/);
    const visible = page.slice(0, page.indexOf('<!--data: '));
    expect(visible).not.toMatch(/ (?:style|on\w+|src)="/);
    expect(visible.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\((?!#)/);
    expect(count(page, /<script/g)).toBe(count(page, /<script type="application\/json" id="data:/g));
    expect(count(page, /<style/g)).toBe(1);
  });

  it('shows the numbers that the predictions give', () => {
    expect(page).toContain('61.29%');
    expect(page).toMatch(/\+19\.35 <span class="interval">\[/);
    expect(page).toMatch(/wrong-operators → correct<\/th>\s*<td>1<\/td>/);
  });

  it('marks the settings that differ from the nearest preset, and only these', () => {
    const marked = [...page.matchAll(/<code>(\w+)<\/code><\/th>\s*<td><mark>([^<]*)<\/mark>/g)];
    expect(marked.map(([, name, value]) => [name, value])).toEqual([['EPOCHS', '4']]);
    expect(page).toContain('OPTIMISER');
  });

  it('tells of what was changed by hand, where anything was', () => {
    expect(page).not.toContain('Changed by hand');
    const report = sampleReport();
    const interventions = [{ step: 1200, setting: 'LEARNING_RATE', from: 0.01, to: 0.001 }] as const;
    const changed = renderPage({
      ...report,
      curves: report.curves.map((curve, place) => (place === 0 ? { ...curve, interventions } : curve)),
    });
    expect(changed).toContain('LEARNING_RATE changed from 0.01 to 0.001 at step 1,200');
  });

  it('names tokens on its heatmap as they are', () => {
    const heatmap = page.slice(page.indexOf('<figure id="figure-attention-2'));
    expect(heatmap).toContain('>&lt;/script&gt;</text>');
    expect(heatmap).toContain('>&quot;x&quot;</text>');
  });

  it('is the same every time, however many figures were drawn before', () => {
    expect(renderPage(sampleReport())).toBe(page);
  });

  it('escapes what users wrote, wherever it stands', () => {
    const hostile = `</script><script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
    const sample = sampleReport();
    const written = renderPage(
      sampleReport({
        study: {
          ...sample.study,
          name: hostile,
          location: hostile,
          notices: [hostile],
          unknownSettings: { [hostile]: hostile },
          split: { ...sample.study.split!, description: hostile, skipped: { [hostile]: 1 } },
        },
        runs: sample.runs.map((run) => ({ ...run, reason: hostile })),
        examples: sample.examples.map((example) => ({ ...example, source: hostile })),
        attention: {
          samples: [{ ...sample.attention.samples[0], sourceTokens: [hostile, '-->', '<!--', ']]>'] }],
          reason: hostile,
        },
        diagnosis: {
          reason: null,
          diagnoses: sample.diagnosis.diagnoses.map((diagnosis) => ({
            ...diagnosis,
            findings: diagnosis.findings.map((finding) => ({
              ...finding,
              title: hostile,
              explanation: hostile,
            })),
          })),
        },
      }),
    );
    expect(written).not.toContain('<img');
    expect(written).not.toContain('<script>');
    expect(count(written, /<script/g)).toBe(count(page, /<script/g));
  });

  it('says so where a study has nothing of something', () => {
    const bare = sampleReport();
    const text = renderPage({
      ...bare,
      study: { ...bare.study, split: null },
      curves: [],
      examples: bare.examples.map((example) => ({ ...example, docstringTokens: null })),
      attention: { samples: [], reason: 'No run of this study has attention.' },
      diagnosis: { diagnoses: [], reason: 'Nothing was asked.' },
    });
    expect(text).toContain('No training was recorded.');
    expect(text).toContain('were made before docstrings were counted');
    expect(text).toContain('No run of this study has attention.');
    expect(text).toContain('split was not recorded');
  });
});
