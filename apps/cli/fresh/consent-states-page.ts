import { isTerminal, type Transition, TRANSITIONS } from '#consent-engine';
import { code, page, table } from './markdown.js';

/** The page of the states of a consent: the table that the code decides by, and its picture. */
export function consentStatesPage(): string {
  const ends = [...new Set(TRANSITIONS.map(({ to }) => to))].filter(isTerminal);
  return page(
    'States of a consent',
    'Every permitted step, from `TRANSITIONS` in `libs/consent-engine/states.ts`; what is not here ' +
      'is refused. Whether data may be read is decided at the moment of reading, by the instant ' +
      'and not by the state that a sweep writes down later.',
    ['```mermaid', 'stateDiagram-v2', ...TRANSITIONS.map(arrow), ...ends.map(end), '```'].join(
      '\n',
    ),
    table([
      ['From', 'Event', 'By', 'To', 'Reason'],
      ...TRANSITIONS.map(({ from, event, actor, to, reason }) => [
        from === null ? '(not there)' : code(from),
        event,
        actor,
        code(to),
        code(reason ?? ''),
      ]),
    ]),
    `Terminal: ${ends.map(code).join(', ')}.`,
  );
}

const arrow = ({ from, event, actor, to }: Transition): string =>
  `  ${from ?? '[*]'} --> ${to}: ${event} (${actor})`;

const end = (state: string): string => `  ${state} --> [*]`;
