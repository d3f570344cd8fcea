import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { NeighboursModule } from '../neighbours/neighbours.module';
import { RotationController } from './rotation.controller';
import { Rotations } from './rotations';
import { TokenService } from './token-service';
import { Uses } from './uses';

@Module({
  imports: [EventLogModule, NeighboursModule],
  controllers: [RotationController],
  providers: [Rotations, TokenService, Uses],
  exports: [Rotations, TokenService, Uses],
})
export class TokensModule {}
