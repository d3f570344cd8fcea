import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  at,
  dialoguesOf,
  differences,
  fill,
  folder,
  freshVariables,
  providers,
  wrongs,
} from '../support/tools';

describe('recorded dialogues', () => {
  it('cover the providers that the product names', () =>
    expect(providers()).toEqual(
      expect.arrayContaining(['entra', 'google', 'jumpcloud', 'okta', 'onelogin', 'pingone']),
    ));

  it.each(providers())('%s has a source in the README', (provider) =>
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(
      new RegExp(`^\\| \`${provider}\` +\\|`, 'm'),
    ),
  );

  it.each(providers().flatMap(dialoguesOf))(
    '$name uses variables that it has by then',
    (dialogue) => {
      const variables: Record<string, unknown> = freshVariables();
      for (const step of dialogue.steps) {
        expect(step.name).not.toBe('');
        fill(step.request, variables);
        fill(step.expect, variables);
        for (const name of Object.keys(step.capture ?? {})) variables[name] = `a ${name}`;
      }
    },
  );

  it('contain no real address', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.json'),
    );
    for (const file of files)
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/@(?!acme\.example\b)[a-z]/i);
  });
});

describe('an answer', () => {
  const answer = (status: number, body: unknown, headers = {}) => ({
    status,
    headers,
    body,
    text: '',
  });

  it('may have more members than expected', () =>
    expect(wrongs({ status: 200, body: { a: 1 } }, answer(200, { a: 1, b: 2 }))).toEqual([]));

  it('may not have more in an array', () =>
    expect(differences([1], [1, 2])).toEqual(['$ should be an array of 1, is [1,2]']));

  it('is named by its path when it differs', () =>
    expect(differences({ a: [{ b: true }] }, { a: [{ b: 'true' }] })).toEqual([
      '$.a[0].b should be true, is "true"',
    ]));

  it('matches a pattern between slashes', () =>
    expect(differences({ detail: '/\\btitle\\b/' }, { detail: 'Unmap title.' })).toEqual([]));

  it('is wrong when an absent member exists, also as null', () =>
    expect(wrongs({ status: 200, absent: ['$.a.b'] }, answer(200, { a: { b: null } }))).toEqual([
      '$.a.b should be absent, is null',
    ]));

  it('is wrong by status and by header', () =>
    expect(
      wrongs(
        { status: [200, 204], headers: { ETag: 'W/"1"' } },
        answer(404, {}, { etag: 'W/"2"' }),
      ),
    ).toEqual([
      'status should be 200 or 204, is 404',
      'header etag should be "W/\\"1\\"", is "W/\\"2\\""',
    ]));

  it('is read by paths with names, numbers and quoted names', () =>
    expect(at({ a: [{ 'urn:x': 1 }] }, "$.a[0]['urn:x']")).toBe(1));
});

describe('a variable', () => {
  it('is filled in as it is, or percent-encoded', () =>
    expect(fill({ path: '/Users?q={{%name}}', body: ['{{name}}'] }, { name: 'a@b' })).toEqual({
      path: '/Users?q=a%40b',
      body: ['a@b'],
    }));

  it('that was not captured is an error that names it', () =>
    expect(() => fill('{{id}}', { run: 'x' })).toThrow('{{id}} has no value'));
});
