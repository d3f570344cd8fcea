import { LogUnavailable } from '../../event-log/port/event-log';
import { ProfileMoved } from '../pipeline/append-command';
import { scimErrorOf } from './scim-error.filter';

// Reads meet it as well, and a write with an unknown outcome.
it('a log that does not answer says nothing of a change', () => {
  const { status, detail } = scimErrorOf(new LogUnavailable('the log did not answer'));
  expect([status, detail]).toEqual([
    503,
    'The database is unavailable. No acknowledged change is lost. Retry in a moment.',
  ]);
});

it('a change that met another is said to be one', () =>
  expect(scimErrorOf(new ProfileMoved())).toMatchObject({
    status: 503,
    detail: 'The change could not be recorded now. Nothing is lost. Retry in a moment.',
  }));
