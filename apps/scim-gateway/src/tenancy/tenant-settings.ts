import { Injectable, Optional } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import { EventLog, type TenantState } from '../event-log/port/event-log';

const FRESH_MS = 950;

/** A tenant's settings, at most a second old. An append looks at the row itself, under its lock. */
@Injectable()
export class TenantSettings {
  private readonly known = new Map<TenantId, { state: TenantState; readAt: number }>();
  private readonly reading = new Map<TenantId, Promise<TenantState | undefined>>();

  constructor(
    private readonly log: EventLog,
    @Optional() private readonly now: () => number = () => performance.now(),
  ) {}

  fresh(tenantId: TenantId): TenantState | undefined {
    const known = this.known.get(tenantId);
    return known && this.now() < known.readAt + FRESH_MS ? known.state : undefined;
  }

  /** Reads again when older than a second; undefined for an unknown tenant. */
  async get(tenantId: TenantId): Promise<TenantState | undefined> {
    return this.fresh(tenantId) ?? this.read(tenantId);
  }

  /** After a change made here. */
  put(state: TenantState): void {
    this.known.set(state.tenantId, { state, readAt: this.now() });
  }

  read(tenantId: TenantId): Promise<TenantState | undefined> {
    const reading = this.reading.get(tenantId);
    if (reading) return reading;
    const readAt = this.now();
    const read = this.log
      .tenant(tenantId)
      .then((state) => {
        if (state) this.known.set(tenantId, { state, readAt });
        else this.known.delete(tenantId);
        return state;
      })
      .finally(() => this.reading.delete(tenantId));
    this.reading.set(tenantId, read);
    return read;
  }
}
