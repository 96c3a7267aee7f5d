import type { Estimate } from '../../../../src-shared/domain/analysis';
import { NO_VALUE } from '../../../../src-shared/format/numbers';
import { drawSvg } from '../figures/svg';
import type { Figure } from '../figures/figure';
import { PAGE_PALETTE } from '../figures/palettes';
import { type Content, markup, Markup } from '../markup';

/** A piece of the page that is verified by itself, under a name that a reader can find. */
export interface Part {
  readonly name: string;
  readonly content: Markup;
}

export interface Section {
  /** Of its element, for links. */
  readonly id: string;
  readonly title: string;
  readonly parts: readonly Part[];
}

export interface TableView {
  readonly caption: Content;
  readonly titles: readonly string[];
  /** The first cell of a row is its head. */
  readonly rows: readonly (readonly Content[])[];
}

/** A table that scrolls by itself where it is too wide, also by keyboard; columns after the first are numbers. */
export function table({ caption, titles, rows }: TableView): Markup {
  return markup`<div class="scroll" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${titles.map((title) => markup`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([head, ...cells]) =>
            markup`<tr>
              <th scope="row">${head}</th>
              ${cells.map((cell) => markup`<td>${cell ?? NO_VALUE}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div> `;
}

/** The same with columns of text. */
export function textTable(view: TableView): Markup {
  return markup`<div class="text">${table(view)}</div>`;
}

export function figureElement(figure: Figure, note: Content = null): Markup {
  return markup`<figure id="${figure.id}">
    <figcaption>${figure.title}${note === null ? null : markup` <span class="note">${note}</span>`}</figcaption>
    <div class="scroll plot" tabindex="0">${new Markup(drawSvg(figure, PAGE_PALETTE, null))}</div>
  </figure> `;
}

/** `12.34 [11.02, 13.90]`. */
export function estimate(
  { value, low, high }: Estimate,
  format: (value: number) => string = (number) => number.toFixed(2),
): Markup {
  return markup`${format(value)} <span class="interval">[${format(low)}, ${format(high)}]</span>`;
}

export function decimal(value: number | null, digits = 2): string | null {
  return value === null || !Number.isFinite(value) ? null : value.toFixed(digits);
}

export function percent(value: number | null): string | null {
  return value === null ? null : `${value.toFixed(2)}%`;
}

/** A link to an example's texts, further down the page. */
export function exampleLink(index: number): Markup {
  return markup`<a href="#example-${index}">${index}</a>`;
}

export function exampleLinks(indices: readonly number[], most: number): Markup {
  const more = indices.length > most ? markup` and ${indices.length - most} more` : null;
  return markup`${indices
    .slice(0, most)
    .map((index, place) => markup`${place > 0 ? ', ' : null}${exampleLink(index)}`)}${more}`;
}
