import { QUOTES_RULE } from '#adapters/http';

/** Where the pages look for their style. */
export const STYLESHEET_HREF = '/staff/style.css';
/** Where they look for the font's rules; its files lie beside, under `fonts/`. */
export const FONT_CSS_HREF = '/staff/fonts.css';

// Every pair of colours that carries text has a contrast of at least 4.5 to 1.
const GROUND = `:root {
  color-scheme: light;
  --ink: #15222c; --muted: #47586a; --line: #d5dde4; --control: #66788a;
  --accent: #0a5a6c; --accent-strong: #073f4c; --tint: #e8f3f5; --ground: #f3f6f8; --card: #fff;
  --warn: #7a4a00; --warn-ground: #fff5e0; --bad: #9b1c16; --bad-ground: #fdeeed;
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: break-word;
  font: 400 1rem/1.5 'Quotes', 'Noto Sans SC Variable', system-ui, -apple-system, 'Segoe UI', Roboto,
  sans-serif; }
:lang(zh-CN) { font-family: 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC Variable', system-ui,
  sans-serif; }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 .75rem; }
p { margin: 0 0 .75rem; }
a { color: var(--accent); text-underline-offset: .15em; }
a:hover { color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main { padding: 1.25rem 1rem 2rem; max-width: 100rem; margin: 0 auto; }
main:focus { outline: none; }
.lead, .small { color: var(--muted); }
.small { font-size: .875rem; }
.mono { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: .8125rem;
  overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; background: var(--card); padding: .75rem 1rem; }
.skip:focus { left: .5rem; top: .5rem; z-index: 1; }`;

const FRAME = `
.top { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem;
  min-height: 52px; padding: 0 1rem; background: var(--card); border-bottom: 1px solid var(--line); }
.brand { font-weight: 700; color: var(--accent); }
.brand span { font-weight: 400; color: var(--muted); }
.top nav { display: flex; align-items: center; gap: 1.25rem; }
.top nav > *, .languages > * { display: inline-flex; align-items: center; min-height: 44px; }
.languages { display: flex; gap: .75rem; margin-left: auto; font-size: .875rem; }
.languages [aria-current] { font-weight: 700; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
  padding: 1rem; margin: 0 0 1rem; }
.card > :last-child, .card fieldset > :last-child { margin-bottom: 0; }
.narrow { max-width: 28rem; }
.notice { background: var(--bad-ground); border-left: 4px solid var(--bad); border-radius: 12px;
  padding: .75rem 1rem; margin: 0 0 1rem; }
.notice ul { margin: 0; padding-left: 1.25rem; }`;

const FORMS = `
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend, label { font-weight: 700; padding: 0; }
legend { margin-bottom: .5rem; }
.filters { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
  gap: .75rem 1rem; margin-bottom: .5rem; }
label { display: block; font-size: .875rem; margin-bottom: .25rem; }
input, select { display: block; width: 100%; min-height: 44px; padding: .375rem .625rem;
  font: inherit; color: inherit; background: #fff; border: 1.5px solid var(--control);
  border-radius: 8px; }
.narrow input { margin-bottom: .75rem; }
input[aria-invalid] { border: 2px solid var(--bad); }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 44px;
  padding: .5rem 1.25rem; border: 2px solid var(--accent); border-radius: 8px; font: inherit;
  font-weight: 700; background: var(--accent); color: #fff; text-decoration: none; cursor: pointer; }
.button:hover { background: var(--accent-strong); border-color: var(--accent-strong); color: #fff; }
.button.outline { background: #fff; color: var(--accent); }
.button.outline:hover { background: var(--tint); color: var(--accent-strong); }
.narrow .button { width: 100%; margin: .25rem 0 .75rem; }
.link { border: 0; background: none; padding: 0; min-height: 44px; font: inherit; cursor: pointer;
  color: var(--accent); text-decoration: underline; text-underline-offset: .15em; }
.row, .pages { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1.25rem; }`;

const TABLE = `
.table { overflow-x: auto; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px; margin: 0 0 1rem; }
table { width: 100%; min-width: 82rem; border-collapse: collapse; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem;
  border-bottom: 1px solid var(--line); }
tbody tr:last-child td { border-bottom: 0; }
th { color: var(--muted); white-space: nowrap; }
td.action { white-space: nowrap; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
.tag { font-weight: 700; border-radius: 6px; padding: 0 .5rem; color: var(--accent-strong);
  background: var(--tint); white-space: nowrap; }
.denied .tag { color: var(--warn); background: var(--warn-ground); }
.failure .tag { color: var(--bad); background: var(--bad-ground); }
dl, dd { margin: 0; }
dl > div { display: flex; gap: .5rem; }
dt { color: var(--muted); }
@media (forced-colors: active) { .tag, .notice { border: 1px solid; } }
@media print { .top, form, .pages { display: none; } }`;

/** The style of the staff's pages: one sheet, nothing from elsewhere. */
export const STYLESHEET = [QUOTES_RULE, GROUND, FRAME, FORMS, TABLE].join('\n');
