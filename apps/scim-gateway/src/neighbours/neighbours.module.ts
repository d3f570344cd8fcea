import { Module } from '@nestjs/common';
import type { InternalClient } from '@rollcall/platform';
import { DELIVERY, DIRECTORY, Neighbours, TOKEN_SERVICE } from './neighbours';

const client = (token: symbol, of: (neighbours: Neighbours) => InternalClient | undefined) => ({
  provide: token,
  inject: [Neighbours],
  useFactory: of,
});

@Module({
  providers: [
    Neighbours,
    client(TOKEN_SERVICE, ({ tokens }) => tokens),
    client(DIRECTORY, ({ directory }) => directory),
    client(DELIVERY, ({ delivery }) => delivery),
  ],
  exports: [TOKEN_SERVICE, DIRECTORY, DELIVERY],
})
export class NeighboursModule {}
