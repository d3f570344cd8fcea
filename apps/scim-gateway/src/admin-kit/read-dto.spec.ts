import { ProblemError } from '@rollcall/platform';
import 'reflect-metadata';
import { RequestsQueryDto } from '../request-log/requests.dto';
import { StartRotationDto } from '../tokens/rotation.dto';
import { IssueTokenDto } from '../tokens/issue-token.dto';
import { readDto, readQuery } from './read-dto';

const TOKEN = 'x'.repeat(16);

describe('a moment', () => {
  it.each(['2026-11-29', '2026-11-29T10:00Z', '2026-11-29T10:00:00.5+02:00', '0001-01-01'])(
    'is read from %s',
    (text) => {
      expect(readQuery(RequestsQueryDto, { since: text, until: text }).since).toBe(text);
      expect(readDto(IssueTokenDto, JSON.stringify({ expiresAt: text })).expiresAt).toBe(text);
    },
  );

  // The first four are ISO 8601; a Date reads none of them.
  it.each(['2009-W01-1', '2009-366', '2009-W53', '-0001-01-01T00:00:00Z', '12:00', 'soon', '1'])(
    'is not %s: 400',
    (text) => {
      const body = JSON.stringify({ tokenId: TOKEN, overlapUntil: text });
      expect(() => readQuery(RequestsQueryDto, { since: text })).toThrow(ProblemError);
      expect(() => readQuery(RequestsQueryDto, { until: text })).toThrow(/until must be a date/);
      expect(() => readDto(StartRotationDto, body)).toThrow(/overlapUntil must be a date/);
    },
  );
});

it('a query contains no NUL', () =>
  expect(() => readQuery(RequestsQueryDto, { user: 'a\0b' })).toThrow('user must hold no NUL.'));
