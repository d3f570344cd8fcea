import axe from 'axe-core';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export type Language = 'en' | 'fr';

/** How somebody looks at the console. */
export interface Eyes {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark';
  /** `least`: what a page must fit at 400 % (WCAG 1.4.10). */
  readonly width?: 'wide' | 'narrow' | 'least';
  /** Where the clock of the browser is: `Europe/Paris`. */
  readonly zone?: string;
  /** Asks what a screen asks first, and nothing again: for who counts questions. */
  readonly still?: boolean;
}

/** A language, a theme and a width. */
export type Look = Required<Pick<Eyes, 'language' | 'theme' | 'width'>>;

const SIZES = {
  wide: { width: 1280, height: 900 },
  narrow: { width: 390, height: 844 },
  least: { width: 320, height: 640 },
};
const LOCALES = { en: 'en-GB', fr: 'fr-FR' };

const LANGUAGES: readonly Language[] = ['en', 'fr'];

/**
 * The ways to look that the sweeps of all screens take: each language, theme and width is met; every
 * combination of them with CONSOLE_EYES=all.
 */
export const EYES: readonly Look[] =
  process.env['CONSOLE_EYES'] === 'all'
    ? LANGUAGES.flatMap((language) =>
        (['light', 'dark'] as const).flatMap((theme) =>
          (['wide', 'narrow', 'least'] as const).map((width) => ({ language, theme, width })),
        ),
      )
    : [
        { language: 'en', theme: 'light', width: 'wide' },
        { language: 'fr', theme: 'dark', width: 'narrow' },
        { language: 'en', theme: 'dark', width: 'least' },
        { language: 'fr', theme: 'light', width: 'least' },
      ];

/** A real Chromium: see tools/browser.mjs for which. */
export const startChromium = async (): Promise<Browser> => {
  const script = join(__dirname, '../../../../tools/browser.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 120_000 });
  const { executablePath, args } = JSON.parse(stdout) as { executablePath: string; args: string[] };
  return chromium.launch({ executablePath, args, headless: true });
};

/** What a page complained about: a blocked style, a fault of a script. */
const complaints = new WeakMap<BrowserContext, string[]>();

/** What the console asks for every few seconds comes in a quarter of them: a test waits for less. */
const HASTE = `{
  const { setInterval } = window;
  window.setInterval = (run, ms, ...more) => setInterval(run, ms / 4, ...more);
}`;

/** The console repeats a request after two seconds at the earliest, however slow the machine is. */
const STILLNESS = `{
  const { setTimeout } = window;
  window.setInterval = () => 0;
  window.setTimeout = (run, ms, ...more) => (ms >= 2_000 ? 0 : setTimeout(run, ms, ...more));
}`;

/** Somebody at a browser of their own: no cookie, no memory. */
export const visit = async (
  browser: Browser,
  { language = 'en', theme = 'light', width = 'wide', zone, still = false }: Eyes = {},
): Promise<Page> => {
  const context = await browser.newContext({
    viewport: SIZES[width],
    locale: LOCALES[language],
    colorScheme: theme,
    ...(zone ? { timezoneId: zone } : {}),
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(20_000);
  const messages: string[] = [];
  complaints.set(context, messages);
  await context.addInitScript(still ? STILLNESS : HASTE);
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => messages.push(message));
  page.on('console', (message) => {
    // Answers that are no 2xx are the console's to handle, and it does.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      messages.push(message.text());
  });
  return page;
};

export const complaintsOf = (page: Page): readonly string[] => complaints.get(page.context()) ?? [];

/** What axe finds wrong on the page as it is now, one line for each. */
export const axeFinds = async (page: Page): Promise<string[]> => {
  // Through the debugger, since the page's own policy allows no foreign script.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: injected } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> };
    };
    interface Violation {
      id: string;
      nodes: { html: string; failureSummary: string }[];
    }
    const { violations } = await injected.run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
  });
};

/** How far the page is wider than the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

/** Keeps a picture when CONSOLE_PICTURES names a folder. */
export const picture = async (page: Page, name: string, fullPage = true): Promise<void> => {
  const folder = process.env['CONSOLE_PICTURES'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
};
