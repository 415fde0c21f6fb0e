import { Module } from '@nestjs/common';
import { EventStore } from '@event-store/event-store.js';
import { Leases } from '@event-store/leases.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import { Ledger } from '@platform/ledger.js';
import { Redactor } from '@platform/redactor.js';
import { PeopleController } from './people.controller.js';
import { PersonEraser } from './person-eraser.js';

@Module({
  controllers: [PeopleController],
  providers: [
    {
      provide: PersonEraser,
      useFactory: (...needs: ConstructorParameters<typeof PersonEraser>) => new PersonEraser(...needs),
      inject: [EventStore, EventCatalogue, Ledger, Redactor, Leases],
    },
  ],
  exports: [PersonEraser],
})
export class PeopleModule {}
