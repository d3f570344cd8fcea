import {
  EMPTY_CHECKSUM,
  subject,
  tenantId as tenantIdOf,
  type TenantId,
} from '@rollcall/contracts';
import { copyCell, copyRows } from '@rollcall/platform';
import type { ClientBase } from 'pg';
import { PUT as PUT_DIALECT } from '../dialects/dialects.queries';
import type { Render } from '../log/event-log';
import { REGISTER } from '../log/event-log.queries';
import { externalIdOf, renderTag } from '../log/rows';
import * as sql from './moving.queries';
import { Replay, type Misfit, type Settings } from './replay';
import { MoveRefused, type Head, type MovedEvent } from './tenant-file';
import { TenantFileReader } from './tenant-file-reader';

type Cell = string | number | null;

const AT_ONCE = 1_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** What one Import came to. */
export interface Imported {
  readonly tenantId: TenantId;
  readonly events: number;
  readonly settings: Settings;
}

/**
 * Brings a tenant in from its file: its events with the positions, times and ids that they had, and
 * the current state that they lead to. One transaction: whatever is wrong, nothing of it stays.
 */
export class Import {
  private readonly replay = new Replay();
  private readonly erasures: Cell[][] = [];
  private readonly file: TenantFileReader;

  constructor(
    private readonly client: ClientBase,
    chunks: AsyncIterable<Buffer>,
    private readonly render: Render,
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
      await this.events(tenantId);
      const settings = this.proved(tenantId, head);
      await this.state(tenantId, settings);
      await this.client.query('COMMIT');
      return { tenantId, events: this.replay.position, settings };
    } catch (reason) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw reason;
    }
  }

  /** The row comes first: two imports at once, or a registration meanwhile, wait for this one. */
  private async register(tenantId: TenantId, { createdAt }: Head): Promise<void> {
    const values = [tenantId, tenantId, 'strict', 'disabled', null, createdAt, EMPTY_CHECKSUM];
    const { rowCount } = await this.client.query(REGISTER, values).catch((reason: unknown) => {
      throw (reason as { code?: unknown }).code === LOCK_NOT_AVAILABLE
        ? new MoveRefused(
            `Somebody else is bringing ${tenantId} in at this moment. Try again later.`,
          )
        : reason;
    });
    if (rowCount !== 1)
      throw new MoveRefused(
        `There is a tenant ${JSON.stringify(tenantId)} here already. A tenant is imported once, where it is not known.`,
      );
  }

  private async events(tenantId: TenantId): Promise<void> {
    let rows: Cell[][] = [];
    for await (const event of this.file.events()) {
      const misfit = this.taken(event);
      if (misfit) throw this.because(misfit, event);
      rows.push(eventRow(event));
      if (event.type === 'UserErased') this.erasures.push(erasureRow(event));
      if (rows.length < AT_ONCE) continue;
      await this.copy(sql.COPY_EVENTS, tenantId, rows);
      rows = [];
    }
    await this.copy(sql.COPY_EVENTS, tenantId, rows);
  }

  private taken(event: MovedEvent): Misfit {
    try {
      return this.replay.take(event);
    } catch {
      // Words that lead nowhere: the digest would say so at the end, this says where.
      return 'misplaced';
    }
  }

  private because(misfit: Exclude<Misfit, undefined>, event: MovedEvent): MoveRefused {
    return misfit === 'misplaced'
      ? this.file.changed
      : new MoveRefused(
          `Line ${this.file.number} of the file is an event that this version does not know: ${event.type} v${event.version} of ${event.subject.split('/')[0]}. Import it with a version not older than the one that wrote it. Nothing was imported.`,
        );
  }

  /** The digest says that the file is whole; this, that it leads where the tenant was. */
  private proved(tenantId: TenantId, { position, checksum }: Head): Settings {
    const settings = this.replay.settings(subject('tenants', tenantId));
    if (!settings || this.replay.position !== position || this.replay.checksum() !== checksum)
      throw new MoveRefused(
        `The ${this.replay.position} events of the file do not lead to what the tenant was at position ${position}. Nothing was imported.`,
      );
    return settings;
  }

  private async state(tenantId: TenantId, settings: Settings): Promise<void> {
    const { name, profile, provisioning, rateLimit } = settings;
    const tag = renderTag(profile);
    const claims: Cell[][] = [];
    let streams: Cell[][] = [];
    for (const { claims: held, ...state } of this.replay.states()) {
      const rendered = state.status === 'gone' ? '' : this.render(profile, state);
      for (const { kind, value } of held) claims.push([kind, value, state.subject]);
      streams.push([
        ...[state.subject, state.version, state.status, JSON.stringify(state.attributes)],
        ...[rendered, tag, externalIdOf(state.attributes), state.createdAt, state.modifiedAt],
      ]);
      if (streams.length < AT_ONCE) continue;
      await this.copy(sql.COPY_STREAMS, tenantId, streams);
      streams = [];
    }
    await this.copy(sql.COPY_STREAMS, tenantId, streams);
    await this.copy(sql.COPY_CLAIMS, tenantId, claims);
    await this.copy(sql.COPY_ERASURES, tenantId, this.erasures);
    const members = [...this.replay.memberships()];
    const memberRows = members.map((one) => [one.groupId, one.memberId, one.type]);
    await this.copy(sql.COPY_MEMBERSHIPS, tenantId, memberRows);
    const { dialect } = this.replay;
    if (dialect)
      await this.client.query(PUT_DIALECT, [tenantId, dialect.strictness, dialect.quirksOff]);
    await this.client.query(sql.SETTLE_TENANT, [
      ...[tenantId, name, profile, provisioning, rateLimit],
      ...[this.replay.position, this.replay.checksum()],
    ]);
  }

  private async copy(text: string, tenantId: TenantId, rows: readonly Cell[][]): Promise<void> {
    if (rows.length === 0) return;
    const line = (row: readonly Cell[]): string =>
      [tenantId, ...row].map((one) => copyCell(one === null ? null : String(one))).join('\t');
    await copyRows(this.client, text, `${rows.map(line).join('\n')}\n`);
  }
}

const eventRow = (event: MovedEvent): Cell[] => [
  ...[event.position, event.subject, event.streamVersion, event.type, event.version],
  ...[JSON.stringify(event.data), event.actor, event.correlationId, event.commandId, event.time],
  event.redactedAt ?? null,
];

const erasureRow = ({ subject, position, time, actor }: MovedEvent): Cell[] => [
  ...[subject, position, time, actor, time],
];
