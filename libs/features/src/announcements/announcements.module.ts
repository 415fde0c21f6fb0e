import { Clock } from '@kernel/clock.js';
import { Module } from '@nestjs/common';
import { Ledger } from '@platform/ledger.js';
import { Addresses } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { AnnouncementWriter } from './announcement-writer.js';
import { AnnouncementFeedController } from './announcement-feed.controller.js';
import { AnnouncementsController } from './announcements.controller.js';

@Module({
  controllers: [AnnouncementFeedController, AnnouncementsController],
  providers: [
    {
      provide: AnnouncementWriter,
      useFactory: (...needs: ConstructorParameters<typeof AnnouncementWriter>) => new AnnouncementWriter(...needs),
      inject: [Ledger, ReadModel, Addresses, Clock],
    },
  ],
  exports: [AnnouncementWriter],
})
export class AnnouncementsModule {}
