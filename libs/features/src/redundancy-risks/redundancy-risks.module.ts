import { Module } from '@nestjs/common';
import { Clock } from '@kernel/clock.js';
import { Ledger } from '@platform/ledger.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { RedundancyRisksController } from './redundancy-risks.controller.js';
import { RiskImportController } from './risk-import.controller.js';
import { RiskImporter } from './risk-importer.js';
import { RiskWriter } from './risk-writer.js';

@Module({
  controllers: [RiskImportController, RedundancyRisksController],
  providers: [
    {
      provide: RiskWriter,
      useFactory: (...needs: ConstructorParameters<typeof RiskWriter>) => new RiskWriter(...needs),
      inject: [Ledger, ReadModel],
    },
    {
      provide: RiskImporter,
      useFactory: (...needs: ConstructorParameters<typeof RiskImporter>) => new RiskImporter(...needs),
      inject: [Ledger, ReadModel, Clock],
    },
  ],
})
export class RedundancyRisksModule {}
