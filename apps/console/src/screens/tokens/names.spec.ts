import { actorOf } from '../actor';
import { freshLabel, nameOf, namesOf } from './names';

describe('a label', () => {
  it.each([
    ['Okta, 7 December', [], 'Okta, 7 December'],
    ['Okta, 7 December', ['Okta'], 'Okta, 7 December'],
    ['Okta', ['Okta'], 'Okta (2)'],
    ['Okta', ['Okta', 'Okta (2)', 'Okta (3)'], 'Okta (4)'],
    ['Okta', ['Okta (2)'], 'Okta'],
  ])('%s next to %j is %s', (base, taken, label) => expect(freshLabel(base, taken)).toBe(label));

  it('is never longer than the API takes', () => {
    const long = 'x'.repeat(150);
    const first = freshLabel(long, []);
    const second = freshLabel(long, [first]);
    expect([first.length, second.length]).toEqual([100, 100]);
    expect(second).toMatch(/x \(2\)$/);
  });
});

describe('the names of tokens', () => {
  const row = (id: string, label: string) => ({ id: id.padEnd(16, '0'), label });

  it('are their labels, and differ also where those do not', () => {
    const rows = [row('Aaaa', 'Okta'), row('Bbbb', 'Okta'), row('Cccc', ''), row('Dddd', 'Entra')];
    expect([...namesOf(rows).values()]).toEqual([
      'Okta (rc_Aaaa…)',
      'Okta (rc_Bbbb…)',
      'rc_Cccc…',
      'Entra',
    ]);
  });

  it('are alike wherever one stands by itself: never a bare id', () => {
    const sayOr = (key: string, _: string, { name }: { name: string }) => `${key} ${name}`;
    expect(nameOf(row('Cccc', ''))).toBe('rc_Cccc…');
    expect(actorOf('token:Cccc000000000000', '', sayOr)).toBe('actor.token rc_Cccc…');
    expect(actorOf('token:Cccc000000000000', undefined, sayOr)).toBe('actor.token rc_Cccc…');
    expect(actorOf('token:Cccc000000000000', 'Okta', sayOr)).toBe('actor.token Okta');
    expect(actorOf('oidc:auth0|7', undefined, sayOr)).toBe('actor.oidc auth0|7');
  });
});
