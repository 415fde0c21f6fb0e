import { Clock } from '@kernel/clock.js';
import { Global, Module } from '@nestjs/common';
import { Principals } from '@platform/auth/principal.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { TokenPrincipals } from './token-principals.js';
import { TokensController } from './tokens.controller.js';

/** Global, because the guard of every route asks `Principals`. */
@Global()
@Module({
  controllers: [TokensController],
  providers: [
    {
      provide: Principals,
      useFactory: (readModel: ReadModel, clock: Clock) => new TokenPrincipals(readModel, clock),
      inject: [ReadModel, Clock],
    },
  ],
  exports: [Principals],
})
export class TokensModule {}
