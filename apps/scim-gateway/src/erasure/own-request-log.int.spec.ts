import { foundText } from '@rollcall/testing';
import { INITIATOR, departed, Ground, TEXTS } from './erasing.fixture';

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.apart('own_log');
});
afterEach(() => ground.end());

const wordsIn = async (url: string, texts: readonly string[]): Promise<string[]> => [
  ...new Set((await foundText(url, texts)).map((one) => one.split(':')[0] as string)),
];

describe('with a separate database of the request log', () => {
  it('an erasure removes a user from it, and from the older request log in the events’ database', async () => {
    const scenery = await ground.tenant();
    const zelda = await departed(scenery);
    const former = `INSERT INTO requests (tenant_id, at, seq, method, path, status, ms, token_id,
        resource_id, test, correlation_id, captured)
      VALUES ($1, now(), 1, 'GET', '/Users', 200, 1, 'one', $2, false, 'c', '{"body":"Zelda"}')`;
    await ground.sql(former, [scenery.id, zelda]);
    expect((await wordsIn(ground.requestLogUrl, TEXTS)).length).toBeGreaterThan(0);
    await ground.commands.user(scenery.id, zelda, INITIATOR);
    await ground.erasing().run();
    expect(await wordsIn(ground.requestLogUrl, TEXTS)).toEqual([]);
    expect(await wordsIn(ground.url, TEXTS)).toEqual([]);
  });

  it('an erased tenant has no row in it any more', async () => {
    const scenery = await ground.tenant();
    await departed(scenery);
    await scenery.closes();
    expect(await wordsIn(ground.requestLogUrl, [scenery.id])).toEqual([
      expect.stringMatching(/requests/),
      'public.token_uses',
    ]);
    await ground.commands.tenant(scenery.id, INITIATOR);
    await ground.erasing().run();
    expect(await wordsIn(ground.requestLogUrl, [scenery.id])).toEqual([]);
  });
});
