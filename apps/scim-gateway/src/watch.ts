import type { Logger } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import type { Acts } from './admin-kit/acts';
import { DeletedUsers } from './admin/deleted-users';
import { EventsController } from './admin/events.controller';
import { GroupMembers } from './admin/group-members';
import { GroupViewsController } from './admin/group-views.controller';
import { ResourceViews } from './admin/resource-views';
import { Searches } from './admin-kit/searches';
import { UserExport } from './admin/user-export';
import { UserViewsController } from './admin/user-views.controller';
import type { GatewayConfig } from './config/gateway-config';
import { ConnectionController } from './connection-test/connection.controller';
import { Connections } from './connection-test/connections';
import { MangledTokens } from './connection-test/mangled-tokens';
import { Tests } from './connection-test/tests';
import type { GatewayMetrics } from './metrics/gateway-metrics';
import { ExpiryController } from './token-expiry-notices/expiry.controller';
import { reseal } from './token-expiry-notices/reseal';
import { SealedSecrets } from './token-expiry-notices/sealed-secret';
import { Webhooks } from './token-expiry-notices/webhooks';
import { History } from './event-log/read/history';
import { Repeating } from './lifecycle/periodic-task';
import { Captures } from './request-log/captures';
import { entryId, type RequestEntry } from './request-log/entry';
import { Live } from './request-log/live';
import { keepLog } from './request-log/partitions';
import { Recorder } from './request-log/recorder';
import { RequestLog } from './request-log/request-log';
import { RequestReads } from './request-log/request-reads';
import { ResourceNames } from './request-log/resource-names';
import { RequestsController } from './request-log/requests.controller';
import { refusedSwitchOffs } from './request-log/refused-switch-off';
import { Streams } from './request-log/streams';
import { SwitchOffs } from './request-log/switch-offs';
import { SwitchOffsController } from './request-log/switch-offs.controller';
import { Uses } from './request-log/token-uses';
import { People } from './status/people';
import { Standing } from './status/standing';
import { StatusController } from './status/status.controller';
import { Directory } from './scim/listing/directory';
import type { ScimRequest } from './scim/pipeline/caller';
import { RotationController } from './tokens/rotation.controller';
import { Rotations } from './tokens/rotations';
import { TokenService } from './tokens/token-service';
import type { Wiring } from './wiring';

const DUTIES_EVERY_MS = 5_000;
const PARTITIONS_EVERY_MS = 3_600_000;
const RESEAL_EVERY_MS = 3_600_000;

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
    SwitchOffsController,
    StatusController,
  ];
  readonly providers;
  private readonly requests: RequestLog;
  private readonly switchOffs: SwitchOffs;
  private readonly captures: Captures;
  private readonly recorder: Recorder;
  private readonly live: Live;
  private readonly streams: Streams;
  private readonly partitions: Repeating;
  private readonly tests: Tests;
  private readonly mangled: MangledTokens;
  /** What comes due by itself: ends of overlaps, warnings to be sent. */
  private readonly duties: Repeating;
  private readonly resealing: Repeating;

  constructor(
    private readonly config: GatewayConfig,
    wiring: Wiring,
    logger: Logger,
    metrics: GatewayMetrics,
    acts: Acts,
  ) {
    const { watching: pool, requestLog } = wiring;
    const reads = new RequestReads(requestLog);
    this.requests = new RequestLog(requestLog, logger, metrics.requestLog, {
      dailyRows: config.REQUEST_LOG_DAILY_ROWS,
      completed: (entry) => this.live.heard(entry),
    });
    this.switchOffs = new SwitchOffs(pool, logger, metrics.switchOffs);
    this.captures = new Captures(pool, logger);
    this.recorder = new Recorder(this.captures);
    this.live = new Live(reads, logger);
    this.streams = new Streams(this.live, () => metrics.limited('live-views'));
    const tokens = new TokenService(wiring.tokens);
    const uses = new Uses(requestLog);
    const rotations = new Rotations(pool, tokens, uses);
    const secrets = new SealedSecrets(config);
    const settings = { secrets, anywhere: config.WEBHOOKS_ANYWHERE };
    const webhooks = new Webhooks(pool, tokens, settings, logger);
    this.duties = new Repeating(
      DUTIES_EVERY_MS,
      () => Promise.all([rotations.finishDue(), webhooks.turn(), this.switchOffs.turn()]),
      (err) =>
        logger.warn(
          { err },
          'scheduled run of rotations, webhooks and refused deactivations failed, will retry',
        ),
    );
    const connections = new Connections(pool, requestLog);
    this.mangled = new MangledTokens((ids) => tokens.tenantsOf(ids), connections, logger);
    this.tests = new Tests(config, wiring.kafka, wiring.admissions, connections, acts, logger, () =>
      metrics.limited('tests'),
    );
    this.partitions = new Repeating(
      PARTITIONS_EVERY_MS,
      () => keepLog(pool, requestLog),
      (err) => logger.error({ err }, 'request log partition maintenance failed, will retry'),
    );
    this.resealing = new Repeating(
      RESEAL_EVERY_MS,
      () => reseal(pool, secrets, logger),
      (err) => logger.warn({ err }, 'resealing of webhook secrets failed, will retry'),
    );
    const history = new History(pool);
    const directory = new Directory(wiring.directory, config.scimBaseUrl);
    const searches = new Searches(() => metrics.limited('searches'));
    const views = new ResourceViews(
      wiring.log,
      wiring.log.resources,
      directory,
      history,
      config.scimBaseUrl,
      searches,
    );
    const deleted = new DeletedUsers(pool, searches);
    const standing = new Standing({
      ...{
        pool,
        requestLog: config.REQUEST_LOG ? requestLog : undefined,
        connections,
        tokens,
        uses,
      },
      ...{ rotations, switchOffs: this.switchOffs, people: new People(directory) },
    });
    this.providers = [
      { provide: RequestReads, useValue: reads },
      { provide: ResourceNames, useValue: new ResourceNames(pool) },
      { provide: Captures, useValue: this.captures },
      { provide: SwitchOffs, useValue: this.switchOffs },
      { provide: Streams, useValue: this.streams },
      { provide: History, useValue: history },
      { provide: ResourceViews, useValue: views },
      { provide: Searches, useValue: searches },
      { provide: DeletedUsers, useValue: deleted },
      { provide: UserExport, useValue: new UserExport(directory, deleted) },
      { provide: GroupMembers, useValue: new GroupMembers(pool, searches) },
      { provide: Connections, useValue: connections },
      { provide: TokenService, useValue: tokens },
      { provide: Uses, useValue: uses },
      { provide: Rotations, useValue: rotations },
      { provide: Webhooks, useValue: webhooks },
      { provide: Tests, useValue: this.tests },
      { provide: Standing, useValue: standing },
    ];
  }

  /** Resolves when requests can be logged. */
  async start(): Promise<void> {
    await Promise.all([this.partitions.start(), this.captures.start()]);
    this.live.start();
    void this.duties.start();
    void this.resealing.start();
  }

  /** A request under /scim was answered. */
  answered(request: ScimRequest, reply: FastifyReply): void {
    this.mangled.answered(request);
    const offs = refusedSwitchOffs(request, reply.statusCode);
    const isOne = offs[0]?.isOperation === false;
    const entry = this.config.REQUEST_LOG ? this.recorder.entry(request, reply, isOne) : undefined;
    const id = entry ? this.log(entry) : null;
    for (const off of offs) {
      const own = entry && off.isOperation ? this.recorder.ofOperation(entry, off) : undefined;
      this.switchOffs.add(request.caller.tenantId, off, own ? this.log(own, false) : id);
    }
  }

  /** The id of the entry; null when the request was counted in another one. */
  private log(entry: RequestEntry, isUse = true): string | null {
    if (!this.requests.add(entry, isUse)) return null;
    this.live.heard(entry);
    return entryId(entry.at, entry.seq);
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
      this.resealing.stop(),
    ]);
    await Promise.all([this.requests.stop(), this.switchOffs.flush(), this.mangled.flush()]);
  }
}
