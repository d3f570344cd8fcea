import {
  EMPTY_CHECKSUM,
  moveChecksum,
  subject,
  tenantId as tenantIdOf,
  type Checksum,
  type TenantId,
} from '@rollcall/contracts';
import type { ClientBase } from 'pg';
import type { Initiator } from '../admin-kit/audit-log';
import { recordOperatorAction } from '../admin-kit/operator-audit-log';
import { PUT as PUT_DIALECT } from '../idp-compat/dialects.queries';
import { checksumOf } from '../event-log/append/append-batch';
import type { Render } from '../event-log/resources/resources';
import { REGISTER } from '../event-log/tables/event-log.queries';
import { externalIdOf, renderTag } from '../event-log/tables/rows';
import { Copying, type Cell } from './copying';
import { MovedClaims } from './moved-claims';
import { MovedMembers } from './moved-members';
import * as sql from './moving.queries';
import { isKnown, Replay, TenantReplay, type Settings, type StreamWithClaims } from './replay';
import { storedEvents } from './stored-events';
import { MoveRefused, type Head, type MovedEvent } from './tenant-file';
import { changedAt, TenantFileReader } from './tenant-file-reader';

const LOCK_NOT_AVAILABLE = '55P03';
const UNIQUE_VIOLATION = '23505';

/** The error of Postgres for a refused statement. */
interface Refusal {
  readonly code?: unknown;
  /** `COPY events, line 7`. */
  readonly where?: string;
}

/** The result of one import. */
export interface Imported {
  readonly tenantId: TenantId;
  readonly events: number;
  readonly settings: Settings;
}

/**
 * Imports a tenant from its file: its events with their positions, times and ids, and the current
 * state that results from them. One transaction: a fault anywhere undoes all of it. It includes the
 * record of the act. The events are written as they arrive and read back a stream at a time, so
 * that a tenant of any size takes the same memory.
 */
export class Import {
  private readonly file: TenantFileReader;
  private position = 0;

  constructor(
    private readonly client: ClientBase,
    chunks: AsyncIterable<Buffer>,
    private readonly render: Render,
    private readonly initiator: Initiator,
  ) {
    this.file = new TenantFileReader(chunks);
  }

  /**
   * Rejects with MoveRefused for a file that is not what was exported, for a tenant that is here
   * already, and for events that this version does not know.
   */
  async run(): Promise<Imported> {
    const head = await this.file.head();
    const tenantId = tenantIdOf(head.tenantId);
    await this.client.query('BEGIN');
    try {
      await this.register(tenantId, head);
      const fact = { type: 'TenantImported' as const, data: { position: head.position } };
      await recordOperatorAction(this.client, fact, this.initiator, tenantId);
      const tenant = new TenantReplay(subject('tenants', tenantId));
      await this.events(tenantId, tenant);
      const settings = tenant.settings();
      if (!settings || this.position !== head.position) throw this.elsewhere(head);
      const checksum = await this.streams(tenantId, settings, head);
      if (checksum !== head.checksum) throw this.elsewhere(head);
      await this.settle(tenantId, settings, tenant, checksum);
      await this.client.query('COMMIT');
      return { tenantId, events: this.position, settings };
    } catch (reason) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw reason;
    }
  }

  /** Inserts the row first: a concurrent import or registration waits for this one. */
  private async register(tenantId: TenantId, { createdAt }: Head): Promise<void> {
    const values = [tenantId, tenantId, 'strict', 'disabled', null, createdAt, EMPTY_CHECKSUM];
    const { rowCount } = await this.client.query(REGISTER, values).catch((reason: unknown) => {
      throw (reason as Refusal).code === LOCK_NOT_AVAILABLE
        ? new MoveRefused(`Another import of ${tenantId} is running. Try again later.`)
        : reason;
    });
    if (rowCount !== 1)
      throw new MoveRefused(
        `The tenant ${JSON.stringify(tenantId)} exists here already. Import a tenant only where it does not exist.`,
      );
  }

  /** As the file contains them; the digest at its end proves that it is complete. */
  private async events(tenantId: TenantId, tenant: TenantReplay): Promise<void> {
    const events = new Copying(this.client, sql.COPY_EVENTS, tenantId);
    const erasures = new Copying(this.client, sql.COPY_ERASURES, tenantId);
    try {
      for await (const event of this.file.events()) {
        if (!isKnown(event)) throw this.unknown(event);
        if (event.position !== this.position + 1) throw this.file.changed;
        this.position = event.position;
        if (tenant.take(event) !== undefined) throw this.file.changed;
        await events.add(eventRow(event));
        if (event.type === 'UserErased') await erasures.add(erasureRow(event));
      }
      await events.flush();
    } catch (reason) {
      throw twice(reason, events.written) ?? reason;
    }
    await erasures.flush();
  }

  /** Replays the streams, one after the other; returns the checksum of all. */
  private async streams(tenantId: TenantId, settings: Settings, head: Head): Promise<Checksum> {
    const streams = new Copying(this.client, sql.COPY_STREAMS, tenantId);
    const claims = new MovedClaims(this.client, tenantId);
    const members = new MovedMembers(this.client, tenantId);
    let checksum: Checksum = EMPTY_CHECKSUM;
    const close = async (replay: Replay | undefined): Promise<void> => {
      const stream = replay?.settled();
      if (!stream) return;
      checksum = moveChecksum(checksum, { plus: checksumOf(stream) });
      await streams.add(this.streamRow(settings, stream));
      await claims.add(stream.subject, stream.claims);
    };
    try {
      let replay: Replay | undefined;
      for await (const event of storedEvents(this.client, tenantId)) {
        if (event.subject !== replay?.subject) {
          await close(replay);
          replay = new Replay(event.subject);
        }
        const misplaced = replay.take(event);
        if (misplaced !== undefined) throw changedAt(lineOf(misplaced));
        const [kind, id = ''] = event.subject.split('/');
        if (kind === 'groups' && event.redactedAt === undefined) await members.take(id, event);
      }
      await close(replay);
      for (const rest of [streams, claims, members]) await rest.flush();
    } catch (reason) {
      // Two have what one alone may have: no tenant was like that.
      throw (reason as Refusal).code === UNIQUE_VIOLATION ? this.elsewhere(head) : reason;
    }
    return checksum;
  }

  private streamRow({ profile }: Settings, stream: StreamWithClaims): readonly Cell[] {
    const { subject: of, version, status, attributes, createdAt, modifiedAt } = stream;
    const rendered = status === 'gone' ? '' : this.render(profile, stream);
    return [
      of,
      version,
      status,
      JSON.stringify(attributes),
      rendered,
      renderTag(profile),
      externalIdOf(attributes),
      createdAt,
      modifiedAt,
    ];
  }

  private async settle(
    tenantId: TenantId,
    { name, profile, provisioning, rateLimit }: Settings,
    { dialect }: TenantReplay,
    checksum: Checksum,
  ): Promise<void> {
    if (dialect)
      await this.client.query(PUT_DIALECT, [tenantId, dialect.strictness, dialect.quirksOff]);
    const settings = [name, profile, provisioning, rateLimit];
    await this.client.query(sql.SETTLE_TENANT, [tenantId, ...settings, this.position, checksum]);
  }

  private unknown({ type, version, subject: of }: MovedEvent): MoveRefused {
    return new MoveRefused(
      `Line ${this.file.number} of the file is an event that this version does not know: ${type} v${version} of ${of.split('/')[0]}. Import it with a version not older than the one that wrote it. Nothing was imported.`,
    );
  }

  /**
   * The digest proves that the file is complete; this refuses events that do not lead to the state
   * in its head.
   */
  private elsewhere({ position }: Head): MoveRefused {
    return new MoveRefused(
      `The ${this.position} events of the file do not lead to what the tenant was at position ${position}. Nothing was imported.`,
    );
  }
}

/** The first line is the head's, and positions have no gaps. */
const lineOf = (position: number): number => position + 1;

/** A version that its stream has already, as a refusal that names the line of the file. */
const twice = (reason: unknown, written: number): MoveRefused | undefined => {
  const { code, where = '' } = reason as Refusal;
  const row = /^COPY events, line (\d+)/.exec(where)?.[1];
  if (code !== UNIQUE_VIOLATION || row === undefined) return undefined;
  return changedAt(lineOf(written + Number(row)));
};

const eventRow = (event: MovedEvent): Cell[] => [
  event.position,
  event.subject,
  event.streamVersion,
  event.type,
  event.version,
  JSON.stringify(event.data),
  event.actor,
  event.actorLabel ?? null,
  event.correlationId,
  event.commandId,
  event.time,
  event.redactedAt ?? null,
];

const erasureRow = ({ subject, position, time, actor }: MovedEvent): Cell[] => [
  subject,
  position,
  time,
  actor,
  time,
];
