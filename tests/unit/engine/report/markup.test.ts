import { describe, expect, it } from 'vitest';
import { escapeHtml, Markup, markup, scriptJson } from '../../../../src-main/engine/report/markup';

describe('markup', () => {
  it('escapes texts and takes markup as it stands', () => {
    const bold = markup`<b>${'a < b & "c"'}</b>`;
    expect(markup`<p title="${`'x'>`}">${bold}${['1', 2, null]}</p>`.text).toBe(
      '<p title="&#39;x&#39;&gt;"><b>a &lt; b &amp; &quot;c&quot;</b>12</p>',
    );
    expect(markup`${new Markup('<i>')}`.text).toBe('<i>');
  });

  it('does not take a text for a pattern of replacement', () => {
    expect(markup`<p>${"$& $1 $' \\"}</p>`.text).toBe('<p>$&amp; $1 $&#39; \\</p>');
  });

  it('replaces what a file or a parser would change', () => {
    expect(escapeHtml('a\ud800b\u0000c\rd 😀')).toBe('a\ufffdb\ufffdc\ufffdd 😀');
  });

  it('writes JSON that no text can break out of', () => {
    const value = { text: '</script><!--<script>' };
    expect(scriptJson(value)).not.toContain('<');
    expect(JSON.parse(scriptJson(value))).toEqual(value);
  });
});
