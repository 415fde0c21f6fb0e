import { type DynamicModule, Module } from '@nestjs/common';
import { type Foundation, PlatformModule } from '@platform/platform.module.js';
import { DASHBOARD_FOLDER, DashboardController, DashboardPage } from './dashboard.controller.js';

/** The Nest side of features.ts, and the pages. */
@Module({})
export class ServerModule {
  /** `dashboard` is the folder of the built pages. */
  static async over(foundation: Foundation, dashboard: string): Promise<DynamicModule> {
    const modules = await Promise.all(foundation.features.map(async (feature) => feature.module?.()));
    return {
      module: ServerModule,
      imports: [PlatformModule.over(foundation), ...modules.filter((module) => module !== undefined)],
      providers: [DashboardPage, { provide: DASHBOARD_FOLDER, useValue: dashboard }],
      controllers: [DashboardController],
    };
  }
}
