import { Clock } from '@kernel/clock.js';
import { Module, type OnModuleInit } from '@nestjs/common';
import { DueLoop } from '@platform/due-loop.js';
import { Ledger } from '@platform/ledger.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { MaintenanceWindowsModule } from '../maintenance-windows/maintenance-windows.module.js';
import { WindowWriter } from '../maintenance-windows/window-writer.js';
import { SeriesPlanner } from './series-planner.js';
import { WindowSeriesController } from './window-series.controller.js';

@Module({
  imports: [MaintenanceWindowsModule],
  controllers: [WindowSeriesController],
  providers: [
    {
      provide: SeriesPlanner,
      useFactory: (...needs: ConstructorParameters<typeof SeriesPlanner>) => new SeriesPlanner(...needs),
      inject: [ReadModel, Ledger, WindowWriter, Clock],
    },
  ],
})
export class WindowSeriesModule implements OnModuleInit {
  constructor(
    private readonly loop: DueLoop,
    private readonly planner: SeriesPlanner,
  ) {}

  onModuleInit(): void {
    this.loop.add(this.planner);
  }
}
