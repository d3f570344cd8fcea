import { problem } from './problem';

it.each([
  [400, 'Bad Request'],
  [409, 'Conflict'],
  [413, 'Content Too Large'],
  [422, 'Unprocessable Content'],
  [503, 'Service Unavailable'],
])('a %i has the phrase of RFC 9110: %s', (status, title) =>
  expect(problem(status, 'Why.', { code: 'why', retryAfterSeconds: 1 })).toMatchObject({
    status,
    title,
    detail: 'Why.',
    code: 'why',
    retryAfterSeconds: 1,
  }),
);
