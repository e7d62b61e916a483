import { QUOTES_RULE } from '#adapters/http';

/** Where the pages look for their style. */
export const STYLESHEET_HREF = '/assets/portal.css';
/** Where they look for the font's rules; its files lie beside, under `fonts/`. */
export const FONT_CSS_HREF = '/assets/fonts.css';

// Colours by their part; every pair that carries text has a contrast of at least 4.5 to 1.
const TOKENS = `:root {
  color-scheme: light;
  --ink: #15222c; --muted: #47586a; --line: #d5dde4; --control: #66788a;
  --accent: #0a5a6c; --accent-strong: #073f4c; --tint: #e8f3f5; --ground: #f3f6f8; --card: #fff;
  --warn: #7a4a00; --warn-ground: #fff5e0; --bad: #9b1c16; --bad-ground: #fdeeed;
  --radius: 12px;
}`;

// The font of our own comes before the generic ones: behind them Chromium leaves short Chinese runs
// without a glyph where the system has no Chinese font. Named Chinese fonts spare its download.
const GROUND = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 400 1rem/1.55 'Quotes', 'Noto Sans SC Variable', system-ui, -apple-system, 'Segoe UI', Roboto,
    sans-serif;
  overflow-wrap: break-word;
}
:lang(zh-CN) { font-family: 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC Variable', system-ui, sans-serif;
  text-autospace: normal; }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 .75rem; letter-spacing: -.01em; }
h2 { font-size: 1.0625rem; line-height: 1.35; margin: 0 0 .375rem; }
h3 { font-size: 1rem; margin: .75rem 0 .125rem; }
p { margin: 0 0 .75rem; }
ul, ol { margin: 0; padding: 0; padding-inline-start: 1.25rem; }
a { color: var(--accent); text-underline-offset: .15em; }
a:hover { color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.wrap { width: 100%; max-width: 42rem; margin: 0 auto; padding: 0 1rem; }
.small { font-size: .875rem; color: var(--muted); }
.lead { font-size: 1.0625rem; color: var(--muted); margin-bottom: 1rem; }
.mono { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: .8125rem;
  overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-inline-start: -999rem; background: var(--card); padding: .75rem 1rem; }
.skip:focus { inset-inline-start: .5rem; top: .5rem; z-index: 1; }`;

const FRAME = `
.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top-row { display: flex; align-items: center; justify-content: space-between; gap: 1rem;
  min-height: 52px; }
.brand { display: inline-flex; align-items: center; gap: .5rem; font-weight: 700;
  letter-spacing: .01em; color: var(--accent); }
.languages { display: flex; gap: .25rem; font-size: .875rem; }
.languages > * { display: inline-flex; align-items: center; min-height: 44px; padding: 0 .5rem; }
.languages [aria-current] { font-weight: 700; }
.account { display: flex; align-items: center; justify-content: space-between; gap: 1rem;
  border-top: 1px solid var(--line); max-width: 42rem; font-size: .9375rem; }
.account > * { display: inline-flex; align-items: center; min-height: 44px; }
main.wrap { padding-top: 1.25rem; padding-bottom: 1.5rem; }
.foot { padding-top: .5rem; padding-bottom: 2rem; font-size: .8125rem; color: var(--muted); }`;

const BLOCKS = `
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius);
  padding: 1rem; margin: 0 0 1rem; }
.card > :last-child { margin-bottom: 0; }
.meaning + .meaning { margin-top: 1.125rem; }
.meaning > :last-child { margin-bottom: 0; }
.cards { list-style: none; padding: 0; margin-bottom: 1.5rem; }
.card-head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; justify-content: space-between;
  align-items: baseline; margin-bottom: .25rem; }
.row { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: center; margin-bottom: -.5rem; }
.row > * { display: inline-flex; align-items: center; min-height: 44px; }
.stack { display: grid; gap: .75rem; }
.flow { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
  align-items: stretch; margin: 0 0 .75rem; }
.flow p { margin: 0; }
.flow-end { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius);
  padding: .625rem .75rem; }
.flow-heading { font-size: .8125rem; color: var(--muted); }
.flow-name { font-weight: 700; line-height: 1.3; }
.flow-legal { font-size: .8125rem; line-height: 1.35; color: var(--muted); }
.flow-part { font-size: .8125rem; font-weight: 700; color: var(--accent); margin-top: .25rem; }
.flow-way { display: flex; flex-direction: column; align-items: center; justify-content: center;
  width: 4.25rem; color: var(--accent); font-size: .75rem; font-weight: 700; line-height: 1.2;
  text-align: center; gap: .25rem; }
.facts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1px;
  margin: 0 0 1rem;
  background: var(--line); border: 1px solid var(--line); border-radius: var(--radius);
  overflow: hidden; }
.facts > div { background: var(--card); padding: .5rem .75rem; }
.facts > .full { grid-column: 1 / -1; }
.facts dt { font-size: .8125rem; color: var(--muted); }
.facts dd { margin: 0; font-weight: 700; line-height: 1.35; }
.plain { font-weight: 400; }
.whole { white-space: nowrap; }
.fact-list { margin: 0 0 1rem; }
.fact-list > div + div { margin-top: .625rem; }
.fact-list dt { font-size: .8125rem; color: var(--muted); }
.fact-list dd { margin: 0; }
.notice { background: var(--tint); border-radius: var(--radius); padding: .75rem 1rem;
  margin: 0 0 1rem; border-inline-start: 4px solid var(--accent); }
.notice.warn { background: var(--warn-ground); border-color: var(--warn); }
.notice.warn h2 { color: var(--warn); }
.notice.bad { background: var(--bad-ground); border-color: var(--bad); }
.notice.bad strong { color: var(--bad); }
.tag { display: inline-block; font-size: .8125rem; font-weight: 700; line-height: 1.5;
  color: var(--accent-strong); background: var(--tint); border-radius: 6px; padding: 0 .5rem; }
.steps li, .consequences li { padding-inline-start: .25rem; }
.steps li + li, .consequences li + li { margin-top: .5rem; }
.steps { margin-bottom: 1rem; }`;

const FORMS = `
label { font-weight: 700; }
input[type=email], .code { display: block; width: 100%; min-height: 48px; margin: .375rem 0 .75rem;
  padding: .5rem .75rem; font: inherit; color: inherit; background: #fff;
  border: 1.5px solid var(--control); border-radius: 10px; }
input[aria-invalid=true] { border-color: var(--bad); border-width: 2px; }
.code { font-size: 1.5rem; letter-spacing: .3em; font-variant-numeric: tabular-nums; }
input[type=checkbox], input[type=radio] { width: 24px; height: 24px; margin: 0; flex: none;
  accent-color: var(--accent); }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { font-weight: 700; padding: 0; margin: 0 0 .125rem; }
.clusters + fieldset { margin-top: 1rem; }
.tick { display: flex; align-items: center; gap: .75rem; min-height: 44px; }
.option { font-weight: 400; border-top: 1px solid var(--line); padding: .25rem 0; }
.option:last-of-type { margin-bottom: .75rem; }
.button { display: inline-flex; align-items: center; justify-content: center; width: 100%;
  min-height: 52px; padding: .625rem 1rem; border: 2px solid var(--accent); border-radius: 10px;
  background: var(--accent); color: #fff; font: inherit; font-weight: 700; line-height: 1.25;
  text-align: center; text-decoration: none; cursor: pointer; margin: 0 0 .75rem; }
.button:hover { background: var(--accent-strong); border-color: var(--accent-strong); color: #fff; }
.button.outline { background: #fff; color: var(--accent); }
.button.outline:hover { background: var(--tint); color: var(--accent-strong); }
.stack .button { margin: 0; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem; }
.pair .button { margin: 0; }
.link { appearance: none; border: 0; background: none; padding: 0; font: inherit;
  color: var(--accent); text-decoration: underline; text-underline-offset: .15em; cursor: pointer; }
.link:hover { color: var(--accent-strong); }
.leave { text-align: center; margin-top: .25rem; }
.leave .link { min-height: 44px; }`;

const PARTS = `
.clusters { list-style: none; padding: 0; }
.clusters > li { border-top: 1px solid var(--line); padding: .5rem 0; }
.clusters > li:last-child { padding-bottom: 0; }
.cluster-name { font-weight: 700; margin: 0; }
p.cluster-name { display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center; }
summary { min-height: 44px; display: flex; align-items: center; gap: .5rem; cursor: pointer;
  color: var(--accent); font-size: .9375rem; }
summary::before { content: ''; width: .5em; height: .5em; flex: none; margin-inline-start: .15em;
  border: solid currentColor; border-width: 0 2px 2px 0; transform: rotate(-45deg); }
[dir=rtl] summary::before { transform: rotate(135deg); }
details[open] > summary::before { transform: rotate(45deg); }
summary::-webkit-details-marker { display: none; }
details .fact-list { margin: 0 0 .5rem; font-size: .9375rem; }
q { quotes: '“' '”'; }
.receipt { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 1.125rem;
  letter-spacing: .04em; }
.history { list-style: none; padding: 0; }
.history li { border-inline-start: 3px solid var(--line); padding: 0 0 1rem;
  padding-inline-start: .875rem; }
.history li.refused { border-color: var(--bad); }
.history time { font-size: .8125rem; color: var(--muted); }
.history p { margin: 0; }
.score-line { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
.score-small { font-size: 1.25rem; }
.points { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .75rem;
  margin-bottom: .5rem; }
.points strong { font-size: 3rem; line-height: 1.1; letter-spacing: -.02em; color: var(--accent); }
.points span { color: var(--muted); font-size: .9375rem; }
.bar { display: block; width: 100%; height: 10px; border-radius: 5px; margin-bottom: .5rem; }
[dir=rtl] .bar, [dir=rtl] .flow-way svg { transform: scaleX(-1); }
.bar-all { fill: var(--line); }
.bar-part { fill: var(--accent); }`;

const WIDE = `
@media (min-width: 40rem) {
  h1 { font-size: 1.75rem; }
  main.wrap { padding-top: 2rem; }
  .account { border-top: 0; }
  .card { padding: 1.25rem 1.5rem; }
  .flow-end { padding: .875rem 1rem; }
  .flow-way { width: 6rem; font-size: .8125rem; }
  .card > .button { width: auto; min-width: 14rem; }
}
@media (prefers-reduced-motion: no-preference) { .button { transition: background .15s; } }
@media (forced-colors: active) { .tag, .notice { border: 1px solid; } }
@media print { .top, .pair, .leave { display: none; } }`;

/** The style of every page of the borrower: one sheet, phone first, nothing from elsewhere. */
export const STYLESHEET = [TOKENS, QUOTES_RULE, GROUND, FRAME, BLOCKS, FORMS, PARTS, WIDE].join(
  '\n',
);
