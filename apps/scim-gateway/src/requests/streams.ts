import type { TenantId } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import { Lines } from '../lines';
import type { Live } from './live';

const BEAT_MS = 15_000;
/** A watcher asks again after so long: who may watch is looked at then. */
const LIFE_MS = 600_000;
const MOST = 200;

/** The live views that are open at this gateway. */
export class Streams {
  private readonly open = new Set<Lines>();

  constructor(private readonly live: Live) {}

  add(tenantId: TenantId, reply: FastifyReply): void {
    if (this.open.size >= MOST)
      throw new ProblemError(503, 'Service Unavailable', 'Too many live views are open.', 30);
    let stop = (): void => undefined;
    const lines: Lines = new Lines(reply, () => {
      this.open.delete(lines);
      stop();
    });
    this.open.add(lines);
    const beating = setInterval(() => lines.write({ beat: true }), BEAT_MS);
    const life = setTimeout(() => lines.end(), LIFE_MS);
    const deaf = this.live.listen(tenantId, (view) => lines.write(view));
    stop = () => {
      clearInterval(beating);
      clearTimeout(life);
      deaf();
    };
    lines.write({ beat: true });
  }

  /** A server that stops does not wait for those who watch it. */
  end(): void {
    for (const one of [...this.open]) one.end();
  }
}
