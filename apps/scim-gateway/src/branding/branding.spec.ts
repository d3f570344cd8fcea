import { loadConfig } from '@rollcall/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { branded } from '../console-files/branded';
import { languageOf, signInPage } from '../console-auth/sign-in-page';
import { ConsoleConfig } from '../config/console-config';
import { Branding } from './branding';
import { contrast } from './rules/contrast';
import { RULES } from './rules/rules';
import { accentProblem, GROUNDS, shadesOf } from './rules/shades';

const svg = (text: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`;
const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>';
const PNG = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64')}`;

describe('colours', () => {
  it('have the contrast of WCAG 2.2', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it('are compared with the grounds of the console’s styles', () => {
    const css = readFileSync(join(__dirname, '../../../console/src/styles/ground.css'), 'utf8');
    const [light = '', dark = ''] = css.split(":root[data-theme='dark']");
    for (const [theme, text] of [
      ['light', light],
      ['dark', dark],
    ] as const)
      for (const [name, colour] of Object.entries(GROUNDS[theme]))
        expect(text).toContain(`--${name}: ${colour};`);
  });

  it.each(['#1f5eb8', '#a81f18', '#0f6a3d', '#000000', '#5b2a86', '#7a4a00'])(
    '%s can be read on every ground of both themes, and text on it',
    (accent) => {
      expect(accentProblem(accent)).toBeUndefined();
      const shades = shadesOf(accent);
      expect(shades.light.accent).toBe(accent);
      for (const theme of ['light', 'dark'] as const) {
        const { accent: shown, strong, on, wash } = shades[theme];
        for (const ground of [...Object.values(GROUNDS[theme]), wash])
          expect([theme, ground, contrast(shown, ground) >= 4.5]).toEqual([theme, ground, true]);
        for (const below of [shown, strong])
          expect(contrast(on, below)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it.each(['#f5a623', '#ffffff', '#00c2ff', '#7f8ea3'])(
    '%s is refused with its contrast and the nearest shade that can be read',
    (accent) => {
      const problem = accentProblem(accent) ?? '';
      const [, ratio, nearest = ''] =
        /contrast of ([\d.]+):1 .* nearest shade that has it is (#[\da-f]{6})$/.exec(problem) ?? [];
      expect(Number(ratio)).toBeLessThan(4.5);
      expect(accentProblem(nearest)).toBeUndefined();
    },
  );
});

describe('what the branding may be', () => {
  it.each([
    ['name', 'Acme & Söhne'],
    ['name', '日本の会社'],
    ['logo', svg(DRAWING)],
    ['logo', svg(`<?xml version="1.0"?><!-- drawn --><svg><use href="#a"/></svg>`)],
    ['logo', PNG],
    ['accent', '#1F5EB8'],
    ['support', 'help@acme.example'],
    ['support', 'https://acme.example/help?x=1'],
    ['address', 'https://acme.example/settings'],
    ['address', 'http://127.0.0.1:8080/'],
  ] as const)('%s %.40s', (rule, text) => expect(RULES[rule](text)).toBeUndefined());

  it.each([
    ['name', ''],
    ['name', ' Acme'],
    ['name', '<b>Acme</b>'],
    ['name', 'Acme\u202egnp.exe'],
    ['name', 'Acme\u200b'],
    ['name', 'A\nB'],
    ['name', 'x'.repeat(61)],
    ['logo', 'https://acme.example/logo.png'],
    ['logo', 'data:text/html;base64,PGI+'],
    ['logo', 'data:image/svg+xml,<svg/>'],
    ['logo', svg('<html><svg/></html>')],
    ['logo', svg('<svg><script>alert(1)</script></svg>')],
    ['logo', svg('<svg onload="alert(1)"/>')],
    ['logo', svg('<svg><a href="javascript:alert(1)"/></svg>')],
    ['logo', svg('<svg><image href="https://spy.example/x"/></svg>')],
    ['logo', svg('<svg><style>@import "https://spy.example/x"</style></svg>')],
    ['logo', svg('<svg><rect fill="url(https://spy.example/x)"/></svg>')],
    ['logo', svg('<svg><foreignObject/></svg>')],
    ['logo', svg('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')],
    ['logo', `data:image/png;base64,${Buffer.from(DRAWING).toString('base64')}`],
    ['logo', svg(DRAWING + ' '.repeat(40_000))],
    ['accent', 'red'],
    ['accent', '#fff'],
    ['accent', '#1f5eb8;background:url(x)'],
    ['support', 'javascript:alert(1)'],
    ['support', 'mailto:help@acme.example'],
    ['support', 'help@acme.example?bcc=all@acme.example'],
    ['support', 'help'],
    ['address', 'javascript:alert(1)'],
    ['address', 'data:text/html,x'],
    ['address', 'http://acme.example'],
    ['address', 'https://acme.example@spy.example/'],
    ['address', 'java\nscript:alert(1)'],
    ['address', '//acme.example'],
    ['address', `https://acme.example/${'x'.repeat(500)}`],
  ] as const)('not %s %.60j', (rule, text) =>
    expect(RULES[rule](text)).toEqual(expect.any(String)),
  );

  it('is checked when the gateway starts, with a sentence for each part', () => {
    expect(() =>
      loadConfig(ConsoleConfig, { BRAND_ACCENT: '#f5a623', BRAND_RETURN_URL: 'javascript:x' }),
    ).toThrow(
      /BRAND_ACCENT has a contrast of 1\.\d\d:1 on the light ground[\s\S]*BRAND_RETURN_URL must begin with https/,
    );
    expect(loadConfig(ConsoleConfig, { BRAND_NAME: 'Acme' }).BRAND_NAME).toBe('Acme');
  });
});

describe('the page of the console', () => {
  const page = '<html><head><title>Console</title></head><body></body></html>';
  const brandingOf = (settings: object) =>
    new Branding(settings, undefined as never).ofInstallation;

  it('has the name as its title, and the branding as data that nothing runs', () => {
    const html = branded(page, brandingOf({ BRAND_NAME: 'Acme "& Co', BRAND_ACCENT: '#1F5EB8' }));
    expect(html).toContain('<title>Acme &quot;&amp; Co</title>');
    const [, data = ''] = /<meta name="rollcall-branding" content="([^"]*)" \/>/.exec(html) ?? [];
    const read = JSON.parse(data.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as object;
    expect(read).toMatchObject({ name: 'Acme "& Co', shades: { light: { accent: '#1f5eb8' } } });
  });

  it('is as it was built where nothing is set', () =>
    expect(branded(page, brandingOf({}))).toContain('<title>Console</title>'));

  it('keeps a name to itself that would be a pattern, or markup', () => {
    const html = branded(page, brandingOf({ BRAND_NAME: "$& $' </title><script>" }));
    expect(html).toContain('<title>$&amp; $&#39; &lt;/title&gt;&lt;script&gt;</title>');
    expect(html).not.toContain('<script>');
  });

  it('of a failed sign-in has the name, too', () => {
    const failed = signInPage('no-role', languageOf('fr'), '<Acme>');
    expect(failed).toContain('<title>La connexion a échoué · &lt;Acme&gt;</title>');
    expect(signInPage('no-role', 'en')).not.toContain('<strong>');
  });
});
