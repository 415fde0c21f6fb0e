import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/channels.module.js';
import { SubscriptionsController } from './subscriptions.controller.js';

@Module({ imports: [ChannelsModule], controllers: [SubscriptionsController] })
export class SubscriptionsModule {}
