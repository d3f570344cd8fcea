import { installKafkajsPatches } from '@rollcall/messaging';
import {
  createLogger,
  installAsyncResourceBindPatch,
  loadConfig,
  run,
  type Logger,
} from '@rollcall/platform';
import { TokenConfig } from './config/token-config';
import { startTokenService } from './service';

installKafkajsPatches();
installAsyncResourceBindPatch();

let logger: Logger = createLogger('token-service');

void run(
  () => logger,
  async () => {
    const config = loadConfig(TokenConfig);
    logger = createLogger('token-service', config.LOG_LEVEL);
    const service = await startTokenService(config, logger);
    return () => service.stop();
  },
);
