import type { Markup } from '../markup';
import { markup } from '../markup';
import type { DecoderResults } from '../recomputed';
import type { ExampleFacts, ReportData } from '../../../../src-shared/domain/report';
import { citedExamples } from './cited-examples';
import { scoreText } from './results';
import type { Section } from './section';

/** The texts of every example that the page names. */
export function examplesSection(data: ReportData, results: readonly DecoderResults[]): Section {
  const cited = new Set(citedExamples(data, results));
  const shown = data.examples.filter(({ index }) => cited.has(index));
  return {
    id: 'examples',
    title: 'Examples named above',
    parts: [
      {
        name: 'examples: introduction',
        content: markup`<p>
          Tokens as the models see and write them, joined by spaces; <code>&lt;UNK&gt;</code> stands for what
          the vocabulary lacks. All ${data.examples.length} examples with every answer are embedded at the end
          of this file.
        </p> `,
      },
      ...shown.map((example) => ({
        name: `examples: example ${example.index}`,
        content: exampleElement(example, results),
      })),
    ],
  };
}

function exampleElement(example: ExampleFacts, results: readonly DecoderResults[]): Markup {
  const { index, source, reference } = example;
  return markup`<article class="example" id="example-${index}">
    <h3>Example ${index}</h3>
    <dl>
      <dt>Source</dt>
      <dd><code>${source}</code></dd>
      <dt>Reference</dt>
      <dd><code>${reference}</code></dd>
      ${results.map(({ decoder, evaluations }) =>
        evaluations.map(({ label, answers }) => {
          const answer = answers.find((candidate) => candidate.index === index);
          if (!answer) return null;
          return markup`<dt>${label}, ${decoder}</dt>
            <dd>
              <code>${answer.hypothesis || '(nothing)'}</code>
              <span class="note">${answer.outcome}; ${scoreText(answer)}</span>
            </dd> `;
        }),
      )}
    </dl>
  </article> `;
}
