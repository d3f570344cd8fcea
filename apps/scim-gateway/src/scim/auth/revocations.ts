import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { topics } from '@rollcall/contracts';
import { listen } from '@rollcall/messaging';
import type { Kafka } from '@rollcall/subscriber';
import type { Logger } from '@rollcall/platform';
import { GatewayConfig } from '../../config/gateway-config';
import { KAFKA } from '../../kafka/kafka.token';
import { LOGGER } from '../../runtime/tokens';
import { Admissions } from './admissions';

/** Reads revocations from the credentials topic: an outage cannot lengthen a token's life. */
@Injectable()
export class Revocations implements OnApplicationBootstrap, OnApplicationShutdown {
  private stopListening: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly config: GatewayConfig,
    private readonly admissions: Admissions,
    @Inject(KAFKA) private readonly kafka: Kafka,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening = listen({
      kafka: this.kafka,
      topic: topics.credentials(this.config.CREDENTIALS_GENERATION),
      log: this.logger,
      handle: ({ type, data }) => {
        if (type === 'TokenRevoked') this.admissions.revoke((data as { tokenId: string }).tokenId);
      },
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.stopListening();
  }
}
