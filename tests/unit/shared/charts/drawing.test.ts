import { describe, expect, it } from 'vitest';
import { type Drawing, drawingToSvg } from '../../../../src-shared/charts/drawing';

const drawing: Drawing = {
  width: 100,
  height: 50,
  ground: 'white',
  layers: [
    {
      clip: { x: 10, y: 0, width: 90, height: 50 },
      shapes: [
        { shape: 'rectangle', x: 12.345, y: 1, width: 5, height: 5, fill: '#440154' },
        { shape: 'ribbon', from: [0, 0], to: [20, 40], stroke: 'blue', width: 2, opacity: 0.5 },
      ],
    },
    {
      clip: null,
      shapes: [
        {
          shape: 'label',
          x: 5,
          y: 6,
          text: '<UNK> & "x"\u0001',
          fill: 'black',
          font: 'code',
          anchor: 'start',
          rotation: -60,
        },
      ],
    },
  ],
};

describe('a drawing as SVG', () => {
  const svg = drawingToSvg(drawing);

  it('has its ground and shapes, clipped where the layer says so', () => {
    expect(svg).toContain('viewBox="0 0 100 50"');
    expect(svg).toContain('<rect width="100" height="50" fill="white"/>');
    expect(svg).toContain('<clipPath id="clip-0"><rect x="10" y="0" width="90" height="50"/></clipPath>');
    expect(svg).toContain('<g clip-path="url(#clip-0)"><rect x="12.35" y="1"');
  });

  it('bends ribbons so that they leave and arrive upright', () => {
    expect(svg).toContain('d="M0 0C0 20,20 20,20 40"');
  });

  it('writes any token as text, never as markup', () => {
    expect(svg).toContain('>&lt;UNK&gt; &amp; &quot;x&quot;\ufffd</text>');
    expect(svg).toContain('transform="rotate(-60 5 6)"');
  });
});
