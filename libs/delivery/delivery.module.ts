import { Module } from '@nestjs/common';
import { type Config, CONFIG } from '#adapters/config';
import { UnitOfWork } from '#adapters/database';
import { Mailer } from '#adapters/mail';
import { Clock } from '#kernel';
import { ConsentModule, Directory } from '#consent';
import { Cells, TenancyModule } from '#tenancy';
import { MailCode } from './mail-code.js';
import { MailReceipt } from './mail-receipt.js';
import { WebhooksModule } from './webhooks.module.js';

const PROVIDERS = [
  {
    provide: MailCode,
    inject: [UnitOfWork, Cells, Directory, Mailer, Clock, CONFIG],
    useFactory: (
      ...[work, cells, directory, mailer, clock, config]: [
        UnitOfWork,
        Cells,
        Directory,
        Mailer,
        Clock,
        Config,
      ]
    ) => new MailCode(work, { cells, directory }, { mailer, clock }, config),
  },
  {
    provide: MailReceipt,
    inject: [UnitOfWork, Directory, Mailer, Clock, CONFIG],
    useFactory: (
      ...[work, directory, mailer, clock, config]: [UnitOfWork, Directory, Mailer, Clock, Config]
    ) => new MailReceipt(work, directory, { mailer, clock }, config),
  },
];

/** The handlers that mail, and those that call. */
@Module({
  imports: [TenancyModule, ConsentModule, WebhooksModule],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class DeliveryModule {}
