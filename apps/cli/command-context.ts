import type { INestApplicationContext } from '@nestjs/common';
import type { SystemActor } from '#kernel';
import { isProblemCode, sayProblem } from '#words';
import { LocalFault } from './local/local-fault.js';

/** What a command is given. */
export interface CommandContext {
  /** Runs a deed with the use cases at hand. */
  use<T>(deed: (context: INestApplicationContext) => Promise<T>): Promise<T>;
  /** Writes one line for whoever typed the command. */
  print(line: string): void;
  /** All that was typed into standard input, without the last line's end. */
  readInput(): Promise<string>;
}

/** The platform's command line, as the audit log names it. */
export const COMMAND_LINE: SystemActor = {
  kind: 'system',
  id: 'command-line',
  requestId: 'command-line',
};

/** A refusal in words, for the command line to end with. */
export const refused = ({ code }: { readonly code: string }): LocalFault =>
  new LocalFault(isProblemCode(code) ? `${sayProblem('en', code)} (${code})` : code);

/** Prints rows below their names, in columns as wide as need be. */
export function printTable(context: CommandContext, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of rows)
    context.print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
