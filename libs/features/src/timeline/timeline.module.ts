import { Module } from '@nestjs/common';
import { LogEntriesModule } from '../log-entries/log-entries.module.js';
import { TimelineController } from './timeline.controller.js';

@Module({ imports: [LogEntriesModule], controllers: [TimelineController] })
export class TimelineModule {}
