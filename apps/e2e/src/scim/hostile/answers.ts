import { bodyOf } from '../../support/client';
import type { Answer } from '../../support/tools';

export const SCIM = /^application\/scim\+json$/;

/** A refusal as SCIM writes it, that teaches and tells nothing of the server's inside. */
export const refused = (answer: Answer, status: number, scimType?: string, says?: RegExp): void => {
  const { detail } = bodyOf(answer);
  expect([answer.status, answer.failure, detail]).toEqual([status, undefined, expect.anything()]);
  expect(answer.headers['content-type']).toMatch(SCIM);
  expect(answer.body).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
  });
  if (says) expect(detail).toMatch(says);
  expect(String(detail).length).toBeGreaterThan(15);
  expect(String(detail).length).toBeLessThan(400);
  expect(answer.text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\/dist\/|SELECT |rc_/);
};
