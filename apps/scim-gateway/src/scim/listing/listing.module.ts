import { Module } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config';
import { NeighboursModule } from '../../neighbours/neighbours.module';
import { sealingKeys } from '../../sealing/sealing-keys';
import { MembershipsModule } from '../memberships/memberships.module';
import { Cursors } from './cursors';
import { Directory } from './directory';
import { Lists } from './lists';

@Module({
  imports: [MembershipsModule, NeighboursModule],
  providers: [
    Directory,
    Lists,
    {
      provide: Cursors,
      inject: [GatewayConfig],
      useFactory: (config: GatewayConfig) => new Cursors(sealingKeys(config)),
    },
  ],
  exports: [Directory, Lists, Cursors],
})
export class ListingModule {}
