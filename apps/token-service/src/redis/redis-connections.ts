import { Injectable } from '@nestjs/common';
import { ConnectionErrors } from './connection-errors';
import { PrimaryLocator } from './primary-locator';
import { RedisLink } from './redis-link';

/** Everything but changes of tokens. */
@Injectable()
export class RedisReader extends RedisLink {
  constructor(locator: PrimaryLocator, errors: ConnectionErrors) {
    super({ locator, name: 'token-service', onError: (error) => errors.log(error) });
  }
}

/** Changes of tokens: WAIT delays everything else on its connection. */
@Injectable()
export class RedisWriter extends RedisLink {
  constructor(locator: PrimaryLocator, errors: ConnectionErrors) {
    super({ locator, name: 'token-service-writes', onError: (error) => errors.log(error) });
  }
}
