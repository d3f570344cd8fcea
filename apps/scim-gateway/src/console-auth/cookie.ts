import { Inject, Injectable } from '@nestjs/common';
import type { SetHeader } from '../admin-kit/parameters';
import { GatewayConfig } from '../config/gateway-config';

/**
 * Cookies of the console. Over https they are Secure and bound to this host alone (`__Host-`).
 * SameSite=Strict for the session: a page that a foreign site links to needs no cookie, and the
 * page's own requests are same-site. The sign-in's own cookie is Lax: the provider sends people
 * back by a link from another site.
 */
@Injectable()
export class Cookies {
  private readonly https: boolean;

  constructor(@Inject(GatewayConfig) { origin }: Pick<GatewayConfig, 'origin'>) {
    this.https = origin.startsWith('https:');
  }

  nameOf(cookie: CookieName): string {
    return this.https ? `__Host-rollcall-${cookie}` : `rollcall-${cookie}`;
  }

  /** Undefined when the cookie is missing, or occurs twice. */
  read(header: string | undefined, cookie: CookieName): string | undefined {
    const name = `${this.nameOf(cookie)}=`;
    const found = (header ?? '')
      .split(';')
      .map((one) => one.trim())
      .filter((one) => one.startsWith(name));
    return found.length === 1 ? found[0]?.slice(name.length) : undefined;
  }

  /** `value` must consist of characters that a cookie may contain. */
  set(setHeader: SetHeader, cookie: CookieName, value: string, seconds: number): void {
    setHeader(
      'set-cookie',
      `${this.nameOf(cookie)}=${value}; Max-Age=${seconds}${this.flags(cookie)}`,
    );
  }

  clear(setHeader: SetHeader, cookie: CookieName): void {
    this.set(setHeader, cookie, '', 0);
  }

  private flags(cookie: CookieName): string {
    return `; Path=/; HttpOnly; SameSite=${SAME_SITE[cookie]}${this.https ? '; Secure' : ''}`;
  }
}

export type CookieName = 'session' | 'sign-in';
const SAME_SITE: Readonly<Record<CookieName, string>> = { session: 'Strict', 'sign-in': 'Lax' };
