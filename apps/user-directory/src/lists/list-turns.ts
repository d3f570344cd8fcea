import { CallerLeft, ListRefused, type Caller } from './caller';

export interface TurnsOptions {
  /** Lists under way at once: as many as there are connections for them. */
  readonly all: number;
  /** Of them, of one tenant. */
  readonly each?: number;
  /** Lists of one tenant that wait; the next is refused at once. */
  readonly waiting?: number;
}

interface Tenant {
  running: number;
  readonly queue: (() => void)[];
}

/**
 * Who may read a list now. A tenant has few under way at once, however many it asks for; the others
 * wait, and the tenants that wait are served in turn.
 */
export class ListTurns {
  private readonly all: number;
  private readonly each: number;
  private readonly mostWaiting: number;
  private running = 0;
  /** In the order in which they get their next turn. */
  private readonly tenants = new Map<string, Tenant>();

  constructor({ all, each = 2, waiting = 32 }: TurnsOptions) {
    this.all = all;
    this.each = Math.min(each, all);
    this.mostWaiting = waiting;
  }

  /** Lists that wait. */
  get waiting(): number {
    let sum = 0;
    for (const { queue } of this.tenants.values()) sum += queue.length;
    return sum;
  }

  /**
   * Resolves to a function that ends the turn and must be called. Rejects with ListRefused when there is
   * none before `endsAt` or too many wait already, with CallerLeft when the caller has gone.
   */
  async take(tenantId: string, { socket }: Pick<Caller, 'socket'>, endsAt: number) {
    const tenant = this.tenants.get(tenantId) ?? { running: 0, queue: [] };
    this.tenants.set(tenantId, tenant);
    if (socket.destroyed) throw this.left(tenantId, tenant);
    if (this.mayRun(tenant) && tenant.queue.length === 0) this.begin(tenantId, tenant);
    else if (tenant.queue.length >= this.mostWaiting) throw new ListRefused('turn');
    else await this.wait(tenantId, tenant, socket, endsAt);
    return (): void => this.end(tenantId, tenant);
  }

  private wait(
    tenantId: string,
    tenant: Tenant,
    socket: Caller['socket'],
    endsAt: number,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => (): void => {
        clearTimeout(timer);
        socket.off('close', leave);
        const at = tenant.queue.indexOf(start);
        if (at >= 0) tenant.queue.splice(at, 1);
        then();
      };
      const start = settle(() => {
        this.begin(tenantId, tenant);
        resolve();
      });
      const leave = settle(() => reject(this.left(tenantId, tenant)));
      const late = settle(() =>
        reject(new ListRefused(tenant.running >= this.each ? 'turn' : 'full')),
      );
      const timer = setTimeout(late, Math.max(0, endsAt - performance.now()));
      socket.once('close', leave);
      tenant.queue.push(start);
    });
  }

  private mayRun({ running }: Tenant): boolean {
    return running < this.each && this.running < this.all;
  }

  /** A tenant that starts a list goes behind all other tenants. */
  private begin(tenantId: string, tenant: Tenant): void {
    tenant.running += 1;
    this.running += 1;
    this.tenants.delete(tenantId);
    this.tenants.set(tenantId, tenant);
  }

  private end(tenantId: string, tenant: Tenant): void {
    tenant.running -= 1;
    this.running -= 1;
    this.forget(tenantId, tenant);
    this.next()?.queue[0]?.();
  }

  /** Of those that wait and may begin, who has fewest under way; of several, who began longest ago. */
  private next(): Tenant | undefined {
    let next: Tenant | undefined;
    for (const one of this.tenants.values())
      if (one.queue.length > 0 && this.mayRun(one) && one.running < (next?.running ?? Infinity))
        next = one;
    return next;
  }

  private left(tenantId: string, tenant: Tenant): CallerLeft {
    this.forget(tenantId, tenant);
    return new CallerLeft();
  }

  private forget(tenantId: string, tenant: Tenant): void {
    if (tenant.running === 0 && tenant.queue.length === 0) this.tenants.delete(tenantId);
  }
}
