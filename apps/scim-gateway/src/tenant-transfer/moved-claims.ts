import type { TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import type { ClientBase } from 'pg';
import { Copying } from './copying';
import * as sql from './moving.queries';

/**
 * The claims of an imported tenant. By the former folding all are distinct; those are copied first.
 * By the newest folding two may be equal, if their users are older than it: those follow, and one
 * of the two users gets the claim.
 */
export class MovedClaims {
  private readonly copying: Copying;
  private readonly more: (Claim & { readonly subject: string })[] = [];

  constructor(
    private readonly client: ClientBase,
    private readonly tenantId: TenantId,
  ) {
    this.copying = new Copying(client, sql.COPY_CLAIMS, tenantId);
  }

  async add(subject: string, [first, ...rest]: readonly Claim[]): Promise<void> {
    if (first) await this.copying.add([first.kind, first.value, subject, first.folding]);
    for (const claim of rest) this.more.push({ ...claim, subject });
  }

  async flush(): Promise<void> {
    await this.copying.flush();
    const column = (of: (one: Claim & { readonly subject: string }) => unknown) =>
      this.more.map(of);
    if (this.more.length > 0)
      await this.client.query(sql.PUT_CLAIMS, [
        this.tenantId,
        column((one) => one.kind),
        column((one) => one.value),
        column((one) => one.subject),
        column((one) => one.folding),
      ]);
  }
}
