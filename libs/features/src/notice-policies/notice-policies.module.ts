import { Module } from '@nestjs/common';
import { NoticePoliciesController } from './notice-policies.controller.js';

@Module({ controllers: [NoticePoliciesController] })
export class NoticePoliciesModule {}
