import { Module } from '@nestjs/common';
import { Ledger } from '@platform/ledger.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { LogChooser } from './choose-log.js';
import { LogsController } from './logs.controller.js';

@Module({
  controllers: [LogsController],
  providers: [
    {
      provide: LogChooser,
      useFactory: (ledger: Ledger, readModel: ReadModel) => new LogChooser(ledger, readModel),
      inject: [Ledger, ReadModel],
    },
  ],
  exports: [LogChooser],
})
export class LogsModule {}
