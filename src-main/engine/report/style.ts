/** The page's stylesheet: the window's colours, light and dark, and paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f5f7, #121417);
  --surface: light-dark(#ffffff, #1a1d21);
  --sunken: light-dark(#f4f5f7, #14171a);
  --border: light-dark(#dde1e7, #2c3138);
  --text: light-dark(#171b21, #e8eaed);
  --text-muted: light-dark(#545d6a, #a4adb9);
  --accent: light-dark(#3d4db7, #9aa8ff);
  --mark: light-dark(#fdf2dc, #36290f);
  --good: light-dark(#17693f, #6fcf97);
  --warning: light-dark(#805000, #f0bd62);
  --bad: light-dark(#b3261e, #ff9b93);
  --code: ui-monospace, 'JetBrains Mono Variable', 'SFMono-Regular', Menlo, Consolas, monospace;
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.55 'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--surface); }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
.kind { margin: 0; color: var(--text-muted); font-size: 0.8125rem; }
h1 { margin: 0.25rem 0 1rem; font-size: 1.75rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 0 0 1rem; font-size: 1.25rem; }
h3 { margin: 1.75rem 0 0.5rem; font-size: 1rem; }
h4 { margin: 0 0 0.25rem; font-size: 0.9375rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0 0 1.5rem; padding: 0; list-style: none; font-size: 0.875rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
section { margin: 0 0 1.25rem; padding: 1.5rem; background: var(--surface); border: 1px solid var(--border); border-radius: 10px; }
.scroll { overflow-x: auto; margin: 0 0 1.25rem; max-width: 100%; }
table { min-width: min(100%, 32rem); border-collapse: collapse; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
caption { padding: 0 0 0.5rem; text-align: left; color: var(--text-muted); }
th, td { padding: 0.375rem 0.75rem; border-bottom: 1px solid var(--border); text-align: right; vertical-align: top; }
th { font-weight: 600; }
thead th { border-bottom: 1px solid var(--text-muted); vertical-align: bottom; }
th:first-child { padding-left: 0; text-align: left; }
.text td, .text th { text-align: left; }
tbody th { font-weight: 500; white-space: nowrap; }
td { white-space: nowrap; }
.text td { white-space: normal; }
.interval, .note { color: var(--text-muted); font-weight: 400; font-size: 0.9em; }
mark { padding: 0.1em 0.35em; border-radius: 3px; background: var(--mark); color: inherit; font-weight: 600; }
code { font-family: var(--code); font-size: 0.9em; unicode-bidi: isolate; overflow-wrap: anywhere; }
.hash { overflow-wrap: anywhere; }
figure { margin: 0 0 1.5rem; }
figcaption { margin: 0 0 0.5rem; font-weight: 600; font-size: 0.875rem; }
.plot svg { display: block; }
dl { margin: 0 0 1.25rem; }
.facts, .example dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0.25rem 1.25rem; }
dt { color: var(--text-muted); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.methods dt { margin-top: 0.75rem; color: var(--text); font-weight: 600; }
.notices { padding-left: 1.25rem; color: var(--text-muted); font-size: 0.875rem; overflow-wrap: anywhere; }
.example { padding: 0.25rem 0 0.5rem; border-top: 1px solid var(--border); font-size: 0.875rem; }
.example:target { background: var(--mark); }
.example h3 { margin: 0.75rem 0 0.5rem; }
.finding { margin: 0 0 0.75rem; padding: 0.75rem 1rem; border: 1px solid var(--border); border-left: 4px solid var(--text-muted); border-radius: 6px; font-size: 0.875rem; }
.finding.critical { border-left-color: var(--bad); }
.finding.warning { border-left-color: var(--warning); }
.finding p { margin: 0.25rem 0; }
.finding ul { margin: 0.25rem 0; padding-left: 1.25rem; color: var(--text-muted); }
.severity { margin-right: 0.375rem; font-size: 0.75rem; text-transform: uppercase; letter-spacing: 0.04em; color: var(--text-muted); }
.critical .severity { color: var(--bad); }
.warning .severity { color: var(--warning); }
.matrix td { padding: 0.125rem; text-align: center; }
.matrix thead th { max-width: 7rem; white-space: normal; text-align: center; }
.matrix thead th:first-child { text-align: left; }
.heat { display: block; min-width: 3.5rem; padding: 0.25rem 0.5rem; border-radius: 3px; }
.heat-0 { color: var(--text-muted); }
.heat-1 { background: color-mix(in srgb, var(--accent) 8%, transparent); }
.heat-2 { background: color-mix(in srgb, var(--accent) 16%, transparent); }
.heat-3 { background: color-mix(in srgb, var(--accent) 24%, transparent); }
.heat-4 { background: color-mix(in srgb, var(--accent) 32%, transparent); }
.heat-5 { background: color-mix(in srgb, var(--accent) 40%, transparent); }
.same { outline: 1px solid var(--border); }
footer { padding: 0.5rem 1.25rem 3rem; color: var(--text-muted); font-size: 0.8125rem; }
@media (max-width: 40rem) {
  section { padding: 1rem; border-radius: 0; margin-left: -1.25rem; margin-right: -1.25rem; border-left: 0; border-right: 0; }
  .facts, .example dl { grid-template-columns: 1fr; gap: 0; }
  .facts dd, .example dd { margin-bottom: 0.5rem; }
}
@media print {
  :root { color-scheme: light; }
  body { background: none; font-size: 10pt; }
  nav, .skip { display: none; }
  header, main, footer { max-width: none; padding: 0; }
  section { padding: 0; border: 0; }
  .scroll { overflow: visible; }
  table { font-size: 7.5pt; }
  th, td { padding: 0.2rem 0.4rem; }
  td, tbody th { white-space: normal; }
  .plot svg { max-width: 100%; height: auto; }
  figure, tr, .finding, .example { break-inside: avoid; }
  h2, h3, figcaption, caption { break-after: avoid; }
  * { print-color-adjust: exact; }
}
`;
