import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** What Nest says, in our log: its context as a field, an error's stack in `err`. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest passes what it has besides the message in any order, the context last. */
  private write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    rest: unknown[],
  ) {
    const texts = rest.filter((item) => typeof item === 'string');
    const err = [message, ...rest].find((item) => item instanceof Error);
    const stack = texts.find((text) => text.includes('\n    at '));
    const context = texts.findLast((text) => text !== stack);
    const fields = {
      ...(context === undefined ? {} : { context }),
      ...(err === undefined ? {} : { err }),
      ...(err === undefined && stack !== undefined ? { stack } : {}),
      ...(typeof message === 'object' && message !== err ? { said: message } : {}),
    };
    this.to[level](fields, err instanceof Error && message === err ? err.message : textOf(message));
  }
}

const textOf = (message: unknown) => (typeof message === 'string' ? message : '');
