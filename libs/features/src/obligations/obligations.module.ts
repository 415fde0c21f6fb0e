import { Clock } from '@kernel/clock.js';
import { Module, type OnModuleInit } from '@nestjs/common';
import { DueLoop } from '@platform/due-loop.js';
import { Ledger } from '@platform/ledger.js';
import { Addresses, ServerLog } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { AnnouncementWriter } from '../announcements/announcement-writer.js';
import { AnnouncementsModule } from '../announcements/announcements.module.js';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { Letters } from '../deliveries/letters.js';
import { NoticePlanner } from './notice-planner.js';
import { ObligationsController } from './obligations.controller.js';
import { Reminder } from './reminder.js';

@Module({
  imports: [AnnouncementsModule, DeliveriesModule],
  controllers: [ObligationsController],
  providers: [
    {
      provide: NoticePlanner,
      useFactory: (...needs: ConstructorParameters<typeof NoticePlanner>) => new NoticePlanner(...needs),
      inject: [ReadModel, AnnouncementWriter, Clock, ServerLog],
    },
    {
      provide: Reminder,
      useFactory: (...needs: ConstructorParameters<typeof Reminder>) => new Reminder(...needs),
      inject: [Letters, Ledger, ReadModel, Addresses, Clock],
    },
  ],
})
export class ObligationsModule implements OnModuleInit {
  constructor(
    private readonly loop: DueLoop,
    private readonly planner: NoticePlanner,
    private readonly reminder: Reminder,
  ) {}

  onModuleInit(): void {
    this.loop.add(this.planner);
    this.loop.add(this.reminder);
  }
}
