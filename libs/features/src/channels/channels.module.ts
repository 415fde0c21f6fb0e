import { EventStore } from '@event-store/event-store.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import { Ids } from '@kernel/ids.js';
import { Module } from '@nestjs/common';
import { Ledger } from '@platform/ledger.js';
import { ChannelsController } from './channels.controller.js';
import { SendingKey } from './sending-key.js';

@Module({
  controllers: [ChannelsController],
  providers: [
    {
      provide: SendingKey,
      useFactory: (...needs: ConstructorParameters<typeof SendingKey>) => new SendingKey(...needs),
      inject: [EventStore, EventCatalogue, Ledger, Ids],
    },
  ],
  exports: [SendingKey],
})
export class ChannelsModule {}
