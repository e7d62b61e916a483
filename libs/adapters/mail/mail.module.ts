import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Mailer } from './mailer.js';
import { type MailOptions, SmtpMailer } from './smtp-mailer.js';

/** The Mailer, by SMTP. */
@Module({})
export class MailModule implements OnApplicationShutdown {
  static forRoot(options: MailOptions): DynamicModule {
    return {
      module: MailModule,
      global: true,
      providers: [
        { provide: SmtpMailer, useFactory: () => new SmtpMailer(options) },
        { provide: Mailer, useExisting: SmtpMailer },
      ],
      exports: [Mailer],
    };
  }

  constructor(@Inject(SmtpMailer) private readonly mailer: SmtpMailer) {}

  /** Lets go of the server. */
  onApplicationShutdown(): void {
    this.mailer.close();
  }
}
