import { Module, type DynamicModule } from '@nestjs/common';
import { TokenDesk } from './credentials/tokens.service';
import { TokensController } from './credentials/tokens.controller';

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
