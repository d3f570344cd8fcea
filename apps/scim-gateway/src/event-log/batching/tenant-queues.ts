import type { TenantId } from '@rollcall/contracts';
import type { Batching } from './batching';
import { NaturalBatch } from './natural-batch';
import type { TenantLoad } from './tenant-load';

/** Changes of one tenant that wait at most: more are refused, and the caller tries again. */
const MAX_WAITING = 4_096;

/** A queue for each tenant with something to append, and none for the others. */
export class TenantQueues<Item> {
  private readonly queues = new Map<TenantId, NaturalBatch<Item>>();

  /** `append` must not reject. */
  constructor(
    private readonly batching: Batching,
    private readonly load: TenantLoad,
    private readonly append: (tenantId: TenantId, items: readonly Item[]) => Promise<void>,
  ) {}

  /** False when too many wait already. */
  add(tenantId: TenantId, item: Item): boolean {
    const queue = this.queues.get(tenantId) ?? this.open(tenantId);
    if (queue.length >= MAX_WAITING) return false;
    queue.add(item);
    return true;
  }

  private open(tenantId: TenantId): NaturalBatch<Item> {
    const { commands, lingerMs, cooldown, maxCooldownMs } = this.batching;
    const queue = new NaturalBatch<Item>(commands, (items) => this.append(tenantId, items), {
      lingerMs,
      cooldownMs: (tookMs) =>
        this.load.dominates(tenantId) ? Math.min(maxCooldownMs, cooldown * tookMs) : 0,
      idle: () => this.queues.delete(tenantId),
    });
    this.queues.set(tenantId, queue);
    return queue;
  }
}
