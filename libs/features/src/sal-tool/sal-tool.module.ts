import { Module } from '@nestjs/common';
import { LogsModule } from '../logs/logs.module.js';
import { SalToolController } from './sal-tool.controller.js';

@Module({ imports: [LogsModule], controllers: [SalToolController] })
export class SalToolModule {}
