import { createSubscriber } from 'svelte/reactivity';
import type { Palette } from '../../src-shared/charts/palette';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';

/** The theme's colours, resolved, since a canvas knows no custom properties. */
function readPalette(): Palette {
  const probe = document.createElement('span');
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return style.color;
  };
  const palette: Palette = {
    text: colour('text'),
    muted: colour('text-muted'),
    border: colour('border'),
    surface: colour('surface'),
    raised: colour('surface-raised'),
    accent: colour('accent'),
    warning: colour('warning'),
    architectures: Object.fromEntries(
      ARCHITECTURES.map((name) => [name, colour(name)]),
    ) as Palette['architectures'],
  };
  probe.remove();
  return palette;
}

const subscribeToTheme = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', update);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', update);
  };
});

/** The colours of the theme that shows now; read within an effect, it is read again when the theme changes. */
export function currentPalette(): Palette {
  subscribeToTheme();
  return readPalette();
}
