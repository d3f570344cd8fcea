import type { Logger } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import type { Acts } from './admin/acts';
import { EventsController } from './admin/events.controller';
import { GroupViewsController } from './admin/group-views.controller';
import { ResourceViews } from './admin/resource-views';
import { UserViewsController } from './admin/user-views.controller';
import type { GatewayConfig } from './config';
import { ConnectionController } from './connection/connection.controller';
import { Connections } from './connection/connections';
import { Tests } from './connection/tests';
import type { GatewayMetrics } from './gateway-metrics';
import { ExpiryController } from './expiry/expiry.controller';
import { Webhooks } from './expiry/webhooks';
import { History } from './log/history';
import { Repeating } from './repeating';
import { Captures } from './requests/captures';
import { Live } from './requests/live';
import { keepPartitions } from './requests/partitions';
import { Recorder } from './requests/recorder';
import { RequestLog } from './requests/request-log';
import { RequestReads } from './requests/request-reads';
import { RequestsController } from './requests/requests.controller';
import { Streams } from './requests/streams';
import { Uses } from './requests/token-uses';
import { Directory } from './users/directory';
import type { ScimRequest } from './scim/caller';
import { RotationController } from './tokens/rotation.controller';
import { Rotations } from './tokens/rotations';
import { TokenService } from './tokens/token-service';
import type { Wiring } from './wiring';

const DUTIES_EVERY_MS = 5_000;
const PARTITIONS_EVERY_MS = 3_600_000;

/** What an administrator watches a connection by: put together, started and stopped as one. */
export class Watch {
  readonly controllers = [
    RequestsController,
    EventsController,
    UserViewsController,
    GroupViewsController,
    ConnectionController,
    RotationController,
    ExpiryController,
  ];
  readonly providers;
  private readonly requests: RequestLog;
  private readonly captures: Captures;
  private readonly recorder: Recorder;
  private readonly live: Live;
  private readonly streams: Streams;
  private readonly partitions: Repeating;
  private readonly tests: Tests;
  /** What comes due by itself: ends of overlaps, warnings to be sent. */
  private readonly duties: Repeating;

  constructor(
    private readonly config: GatewayConfig,
    wiring: Wiring,
    logger: Logger,
    metrics: GatewayMetrics,
    acts: Acts,
  ) {
    const { watching: pool } = wiring;
    const reads = new RequestReads(pool);
    this.requests = new RequestLog(pool, logger, metrics.requestLog);
    this.captures = new Captures(pool, logger);
    this.recorder = new Recorder(this.captures);
    this.live = new Live(reads, logger);
    this.streams = new Streams(this.live);
    const tokens = new TokenService(wiring.tokens);
    const uses = new Uses(pool);
    const rotations = new Rotations(pool, tokens, uses);
    const settings = { keys: config.SERVICE_KEYS, anywhere: config.WEBHOOKS_ANYWHERE };
    const webhooks = new Webhooks(pool, tokens, settings, logger);
    this.duties = new Repeating(
      DUTIES_EVERY_MS,
      () => Promise.all([rotations.finishDue(), webhooks.turn()]),
      (err) => logger.warn({ err }, 'rotations and webhooks were not looked after; again soon'),
    );
    const connections = new Connections(pool);
    this.tests = new Tests(config, wiring.kafka, wiring.admissions, connections, acts, logger);
    this.partitions = new Repeating(
      PARTITIONS_EVERY_MS,
      () => keepPartitions(pool),
      (err) => logger.error({ err }, 'the partitions of the request log were not looked after'),
    );
    const history = new History(pool);
    const directory = new Directory(wiring.directory, config.scimBaseUrl);
    const views = new ResourceViews(wiring.log, directory, history, config.scimBaseUrl);
    this.providers = [
      { provide: RequestReads, useValue: reads },
      { provide: Captures, useValue: this.captures },
      { provide: Streams, useValue: this.streams },
      { provide: History, useValue: history },
      { provide: ResourceViews, useValue: views },
      { provide: Connections, useValue: connections },
      { provide: TokenService, useValue: tokens },
      { provide: Uses, useValue: uses },
      { provide: Rotations, useValue: rotations },
      { provide: Webhooks, useValue: webhooks },
      { provide: Tests, useValue: this.tests },
    ];
  }

  /** Resolves when requests can be logged. */
  async start(): Promise<void> {
    await Promise.all([this.partitions.start(), this.captures.start()]);
    this.live.start();
    void this.duties.start();
  }

  /** A request under /scim was answered. */
  answered(request: ScimRequest, reply: FastifyReply): void {
    if (!this.config.REQUEST_LOG) return;
    const entry = this.recorder.entry(request, reply);
    if (!entry) return;
    this.requests.add(entry);
    this.live.heard(entry);
  }

  /** Before the server waits for its connections: nobody's live view keeps it. */
  leave(): void {
    this.streams.end();
    this.tests.stop();
  }

  async stop(): Promise<void> {
    await Promise.all([
      this.partitions.stop(),
      this.captures.stop(),
      this.live.stop(),
      this.duties.stop(),
    ]);
    await this.requests.stop();
  }
}
