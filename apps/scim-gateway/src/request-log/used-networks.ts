import { Inject, Injectable } from '@nestjs/common';
import type { InternalClient } from '@rollcall/platform';
import { networkOf } from '../http/source';
import { BufferedWriter } from '../lifecycle/buffered-writer';
import { TOKEN_SERVICE } from '../neighbours/neighbours';
import { remember } from '../scim/auth/lately';

const AFTER_MS = 1_000;
/** Of credentials: about a hundred bytes each. */
const MOST_LAST = 20_000;
/** Of pairs that the token service has: what goes is reported once more. */
const MOST_REPORTED = 50_000;
const MOST_WAITING = 5_000;
/** The token service takes no more at once. */
const AT_ONCE = 500;

interface Use {
  readonly tokenId: string;
  readonly network: string;
}

/**
 * From which networks each credential is used. A request costs one look-up; what this gateway has
 * not reported yet goes to the token service in the background, for all requests of a second
 * together, and again while that does not answer. No request waits for it.
 */
@Injectable()
export class UsedNetworks extends BufferedWriter {
  private readonly lastAddress = new Map<string, string>();
  private readonly reported = new Map<string, true>();
  private readonly waiting = new Map<string, Use>();

  constructor(@Inject(TOKEN_SERVICE) private readonly client: Pick<InternalClient, 'raw'>) {
    super(AFTER_MS);
  }

  /** `address`: the caller's, as the proxies in front say it. */
  add(tokenId: string, address: string): void {
    if (this.lastAddress.get(tokenId) === address) return;
    const network = networkOf(address);
    if (network === undefined) return;
    const key = `${tokenId} ${network}`;
    if (!this.reported.has(key)) {
      if (this.waiting.size >= MOST_WAITING) return;
      this.waiting.set(key, { tokenId, network });
      this.soon();
    }
    remember(this.lastAddress, tokenId, address, MOST_LAST);
  }

  protected async write(): Promise<void> {
    while (this.waiting.size > 0) {
      const some = [...this.waiting].slice(0, AT_ONCE);
      if (!(await this.report(some.map(([, use]) => use)))) return this.soon();
      for (const [key] of some) {
        this.waiting.delete(key);
        remember(this.reported, key, true, MOST_REPORTED);
      }
    }
  }

  /** Whether the token service has them. */
  private report(uses: readonly Use[]): Promise<boolean> {
    return this.client.raw('POST', '/internal/v1/network-uses', { uses }, true).then(
      ({ status }) => status === 204,
      () => false,
    );
  }
}
