import { Module } from '@nestjs/common';
import { DiscoveryController } from './discovery.controller';
import { MeController } from './me.controller';

@Module({
  controllers: [DiscoveryController, MeController],
})
export class DiscoveryModule {}
