import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from './tools';

/** The gateways' configuration for the provider. */
export interface OidcSettings {
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
}

export const oidcSettings = async (): Promise<OidcSettings> => {
  const port = await freePort();
  return {
    port,
    env: {
      OIDC_ISSUER: `http://127.0.0.1:${port}`,
      OIDC_CLIENT_ID: 'rollcall',
      OIDC_CLIENT_SECRET: 'a secret of the test',
      OIDC_LABEL: 'Test login',
      OIDC_ROLES: 'staff=operator,administrator=administrator,viewer=viewer',
    },
  };
};

/** The provider as a process: it is an ES module with a server of its own. */
export const startProvider = async (
  { port, env }: OidcSettings,
  redirectUris: readonly string[],
): Promise<{ stop: () => Promise<void> }> => {
  const child: ChildProcess = spawn(
    process.execPath,
    [
      join(__dirname, '../../../../tools/oidc/provider.mjs'),
      String(port),
      String(env['OIDC_CLIENT_SECRET']),
      ...redirectUris,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('ready at')) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the provider ended with ${code}: ${said}`)));
  });
  return {
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};

let browsers = 0;

/** Follows redirects as a browser does: cookies by host and port, forms by hand. */
export class Browser {
  /** Each has an address of its own, as far as a trusted proxy says. */
  private readonly address = `192.0.2.${(browsers += 1)}`;
  private readonly jars = new Map<string, Map<string, string>>();

  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      accept: 'text/html',
      'x-forwarded-for': this.address,
      ...(init.headers as object),
      cookie,
    };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const one of answer.headers.getSetCookie()) {
      const [pair = ''] = one.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  cookie(url: string, name: string): string | undefined {
    return this.jars.get(new URL(url).host)?.get(name);
  }

  forget(url: string, name: string): void {
    this.jars.get(new URL(url).host)?.delete(name);
  }

  plant(url: string, name: string, value: string): void {
    const { host } = new URL(url);
    this.jars.set(host, (this.jars.get(host) ?? new Map<string, string>()).set(name, value));
  }

  /** Asks on from a redirect to the next that `until` takes, or to an answer that is none. */
  async follow(answer: Response, from: string, until: (url: string) => boolean): Promise<string> {
    let [now, at] = [answer, from];
    for (let steps = 0; steps < 12; steps += 1) {
      const location = now.headers.get('location');
      if (location === null) return at;
      at = new URL(location, at).href;
      if (until(at)) return at;
      now = await this.ask(at);
    }
    throw new Error(`redirected without end: ${at}`);
  }
}
