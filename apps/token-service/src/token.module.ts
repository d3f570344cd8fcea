import { Module, type DynamicModule } from '@nestjs/common';
import { TokenDesk } from './token-desk';
import { TokensController } from './tokens.controller';

@Module({})
export class TokenModule {
  static of(desk: TokenDesk): DynamicModule {
    return {
      module: TokenModule,
      controllers: [TokensController],
      providers: [{ provide: TokenDesk, useValue: desk }],
    };
  }
}
