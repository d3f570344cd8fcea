import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './rendered.mjs';

/** The gateways of compose believe the proxy's X-Forwarded-For: it says what the proxy saw alone. */
it('the proxy of compose sets X-Forwarded-For, and adds to nothing that a caller wrote', () => {
  const lines = readFileSync(path.join(root, 'docker/haproxy.cfg'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('#'));
  const said = lines.filter((line) => /forwarded-?for|forwardfor|forwarded\b/i.test(line));
  expect(said).toEqual(['http-request set-header X-Forwarded-For %[src]']);
});
