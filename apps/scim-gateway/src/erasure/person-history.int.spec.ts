import type { Subject } from '@rollcall/contracts';
import { Ground } from './erasing.fixture';
import { namesOf } from './person-history';

describe('the names of a long history', () => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await Ground.on('history');
  });
  afterEach(() => ground.end());

  it('come in parts of bounded size, and completely', async () => {
    const scenery = await ground.tenant();
    const id = await scenery.joins({ userName: 'jo@example.com', active: true });
    const names = Array.from({ length: 130 }, (_, i) => `Jo ${i} ${'x'.repeat(9_990)}`);
    for (const name of names) await scenery.isCalled(id, name);
    const position = await ground.log.position(scenery.id);
    const erasure = {
      tenantId: scenery.id,
      subject: `users/${id}` as Subject,
      position,
      askedAt: new Date(),
      steps: [],
    };
    let held = 0;
    const parts: string[][] = [];
    for await (const part of namesOf(ground.pool, erasure, async () => void (held += 1)))
      parts.push([...part]);
    const sizes = parts.map((part) => part.join('').length);
    expect(sizes.length).toBe(3);
    expect(Math.max(...sizes)).toBeLessThan(520_000);
    expect(held).toBeGreaterThanOrEqual(2);
    const found = new Set(parts.flat());
    // The last event is the erasure's own place: what is before it counts.
    for (const name of ['jo@example.com', ...names.slice(0, -1)]) expect(found).toContain(name);
  }, 60_000);
});
