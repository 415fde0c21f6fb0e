import { Clock } from '@kernel/clock.js';
import { Ids } from '@kernel/ids.js';
import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DueLoop, type DueWork } from '@platform/due-loop.js';
import { Ledger } from '@platform/ledger.js';
import { Addresses, SendingSettings } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { AnnouncementsModule } from '../announcements/announcements.module.js';
import { ChannelsModule } from '../channels/channels.module.js';
import { SendingKey } from '../channels/sending-key.js';
import { DeliveriesController } from './deliveries.controller.js';
import { Letters } from './letters.js';
import { MailCarrier } from './mail-carrier.js';
import { MailSender } from './mail-sender.js';
import { Outbox } from './outbox.js';
import { SubscriptionAsker } from './subscription-asker.js';
import { WebhookCarrier } from './webhook-carrier.js';

const WORKS = Symbol('works');
/** The one who sends mails, or null. */
const MAIL = Symbol('mail');

/** Of a server that sends no mail: what a mail would look like can be asked for nevertheless. */
const NO_SENDER = 'opsledger@localhost';

@Module({
  imports: [AnnouncementsModule, ChannelsModule],
  controllers: [DeliveriesController],
  providers: [
    {
      provide: MAIL,
      useFactory: ({ smtp }: SendingSettings) => (smtp === null ? null : new MailSender(smtp)),
      inject: [SendingSettings],
    },
    {
      provide: MailCarrier,
      useFactory: (
        sender: MailSender | null,
        { smtp }: SendingSettings,
        readModel: ReadModel,
        addresses: Addresses,
        key: SendingKey,
        clock: Clock,
      ) => new MailCarrier(sender, smtp?.from ?? NO_SENDER, readModel, addresses, key, clock),
      inject: [MAIL, SendingSettings, ReadModel, Addresses, SendingKey, Clock],
    },
    {
      provide: Letters,
      useFactory: (
        sender: MailSender | null,
        { smtp }: SendingSettings,
        readModel: ReadModel,
        addresses: Addresses,
        clock: Clock,
      ) => new Letters(sender, smtp?.from ?? NO_SENDER, readModel, addresses, clock),
      inject: [MAIL, SendingSettings, ReadModel, Addresses, Clock],
    },
    {
      provide: WORKS,
      useFactory: (
        letters: Letters,
        mail: MailCarrier,
        { allowPrivate }: SendingSettings,
        ledger: Ledger,
        readModel: ReadModel,
        addresses: Addresses,
        key: SendingKey,
        clock: Clock,
        ids: Ids,
      ) => {
        const webhooks = new WebhookCarrier(readModel, addresses, key, clock, allowPrivate);
        return [
          new Outbox('send-mail', mail, ledger, readModel, clock, ids),
          new Outbox('post-webhooks', webhooks, ledger, readModel, clock, ids),
          new SubscriptionAsker(letters, ledger, readModel, addresses, key, clock, ids),
        ];
      },
      inject: [Letters, MailCarrier, SendingSettings, Ledger, ReadModel, Addresses, SendingKey, Clock, Ids],
    },
  ],
  exports: [Letters],
})
export class DeliveriesModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly loop: DueLoop,
    @Inject(WORKS) private readonly works: readonly DueWork[],
    @Inject(MAIL) private readonly mail: MailSender | null,
  ) {}

  onModuleInit(): void {
    for (const work of this.works) this.loop.add(work);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.mail?.close();
  }
}
