import { type DynamicModule, Module } from '@nestjs/common';
import { type Foundation, PlatformModule } from '@platform/platform.module.js';
import { WelcomeController } from './welcome.controller.js';

/** The Nest side of features.ts. */
@Module({})
export class ServerModule {
  static async over(foundation: Foundation): Promise<DynamicModule> {
    const modules = await Promise.all(foundation.features.map(async (feature) => feature.module?.()));
    return {
      module: ServerModule,
      imports: [PlatformModule.over(foundation), ...modules.filter((module) => module !== undefined)],
      controllers: [WelcomeController],
    };
  }
}
