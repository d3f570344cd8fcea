import { installKafkajsPatches } from '@rollcall/messaging';
import {
  createContainer,
  installAsyncResourceBindPatch,
  portOf,
  run,
  warnOfKeys,
  type Logger,
} from '@rollcall/platform';
import { AppModule } from './app.module';
import { TokenConfig } from './config/token-config';
import { createInternal } from './internal-api';
import { LOGGER } from './service/logger';

installKafkajsPatches();
installAsyncResourceBindPatch();

let logger: Logger;

void run(
  () => logger,
  async () => {
    const app = await createContainer(AppModule);
    const config = app.get(TokenConfig);
    logger = app.get<Logger>(LOGGER);
    warnOfKeys(config, ['TOKEN_SERVICE_KEYS', 'INTERNAL_KEYS'], logger);
    const internal = await createInternal(app);
    await internal.listen(config.INTERNAL_PORT, config.HOST);
    logger.info({ port: portOf(internal) }, 'listening');
    return async () => {
      await internal.close();
      await app.close();
    };
  },
);
