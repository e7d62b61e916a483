import { type Setting, SETTINGS } from '#adapters/config';
import { code, page, table } from './markdown.js';

/** The page of every key of the environment. */
export const configurationPage = (): string =>
  page(
    'Configuration',
    'Environment variables, parsed once when an app starts; an app with a faulty environment says ' +
      'every fault at once and ends. An empty value counts as unset. `.env.example` lists the same ' +
      'keys to be copied. `npm start` makes up whatever it is not given.',
    'With `NODE_ENV=production` (the default) weak or published secrets, public addresses without ' +
      '`https://` (but for localhost), a shifted clock and the inbox of the mail catcher are refused.',
    table([['Key', 'What', 'Unit', 'Unset', 'Example'], ...SETTINGS.map(row)]),
  );

const row = (setting: Setting): readonly string[] => [
  code(setting.key),
  setting.description,
  setting.unit ?? '',
  whenUnset(setting),
  setting.secret === true ? 'secret' : code(setting.example),
];

const whenUnset = ({ required, fallback }: Setting): string =>
  required ? '**refused**' : fallback === undefined ? 'optional' : code(fallback);
