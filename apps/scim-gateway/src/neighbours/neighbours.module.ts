import { Module } from '@nestjs/common';
import type { InternalClient } from '@rollcall/platform';
import { DIRECTORY, Neighbours, TOKEN_SERVICE } from './neighbours';

const client = (token: symbol, of: (neighbours: Neighbours) => InternalClient) => ({
  provide: token,
  inject: [Neighbours],
  useFactory: of,
});

@Module({
  providers: [
    Neighbours,
    client(TOKEN_SERVICE, ({ tokens }) => tokens),
    client(DIRECTORY, ({ directory }) => directory),
  ],
  exports: [TOKEN_SERVICE, DIRECTORY],
})
export class NeighboursModule {}
