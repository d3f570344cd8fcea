import { mailOf } from './mail';

const about = {
  product: 'Rollcall',
  tenant: 'Acme',
  url: 'https://scim.example.com/console/open#rl_a_b',
  expiresAt: '2026-12-01T08:30:00.000Z',
  role: 'administrator' as const,
};

describe('the message with a set-up link', () => {
  it.each(['en', 'fr'] as const)('in %s has the link whole, on a line of its own', (language) => {
    expect(mailOf(language, about).split('\n')).toContain(about.url);
    expect(mailOf(language, about)).not.toMatch(/undefined|[{}]/);
  });

  it('says until when, and where that hour is', () => {
    expect(mailOf('en', about)).toMatch(
      /until 1 December 2026 at 08:30 UTC|until December 1, 2026 at 8:30.AM UTC/,
    );
    expect(mailOf('fr', about)).toContain('1 décembre 2026 à 08:30 UTC');
  });

  it('promises a viewer nothing that a viewer cannot do', () => {
    const viewer = { ...about, role: 'viewer' as const };
    expect(mailOf('en', viewer)).toContain('change nothing');
    expect(mailOf('fr', viewer)).toContain('rien y modifier');
    expect(mailOf('en', viewer)).not.toContain('administrator account');
  });

  it('in French has no-break spaces before its signs', () =>
    expect(mailOf('fr', about).replace(about.url, '')).not.toMatch(/ [:;!?»]/));
});
