import type { TenantId } from '@rollcall/contracts';
import { copyCell, copyRows } from '@rollcall/platform';
import type { ClientBase } from 'pg';

export type Cell = string | number | null;

const AT_ONCE = 1_000;
const CHARACTERS_AT_ONCE = 1_000_000;

/** Rows of a tenant on their way into a table: so many at once, and never more in memory. */
export class Copying {
  private lines: string[] = [];
  private length = 0;
  /** Rows that are in the table. */
  written = 0;

  constructor(
    private readonly client: ClientBase,
    private readonly text: string,
    private readonly tenantId: TenantId,
  ) {}

  async add(row: readonly Cell[]): Promise<void> {
    const cells = [this.tenantId, ...row];
    const line = cells.map((one) => copyCell(one === null ? null : String(one))).join('\t');
    this.lines.push(line);
    this.length += line.length;
    if (this.lines.length >= AT_ONCE || this.length >= CHARACTERS_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    const { lines } = this;
    if (lines.length === 0) return;
    await copyRows(this.client, this.text, `${lines.join('\n')}\n`);
    this.written += lines.length;
    this.lines = [];
    this.length = 0;
  }
}
