import { Clock } from '@kernel/clock.js';
import { Module } from '@nestjs/common';
import { Ledger } from '@platform/ledger.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { RedundancyRisksController } from './redundancy-risks.controller.js';
import { RiskWriter } from './risk-writer.js';

@Module({
  controllers: [RedundancyRisksController],
  providers: [
    {
      provide: RiskWriter,
      useFactory: (...needs: ConstructorParameters<typeof RiskWriter>) => new RiskWriter(...needs),
      inject: [Ledger, ReadModel, Clock],
    },
  ],
})
export class RedundancyRisksModule {}
