// The browser that the tests of the console drive: prints where it is and what it is started with.
import { existsSync } from 'node:fs';

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * One process would end with its first page; a test without the web's security proves nothing. Graphics
 * cards that are not there, and pages that begin without a common ancestor, cost a quarter of the time.
 */
const UNWANTED = new Set([
  '--no-zygote',
  '--in-process-gpu',
  '--ignore-gpu-blocklist',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--single-process',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-running-insecure-content',
]);

/**
 * CHROMIUM_PATH, else an installed Chrome or Chromium, else the one that comes as an npm package.
 * @param {NodeJS.ProcessEnv} env
 */
export const browser = async (env) => {
  const path = env.CHROMIUM_PATH ?? INSTALLED.find((one) => existsSync(one));
  // In a container the browser runs as root, where its own sandbox does not start.
  if (path) return { executablePath: path, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
  const { default: chromium } = await import('@sparticuz/chromium');
  const args = chromium.args.filter((one) => !UNWANTED.has(one));
  return { executablePath: await chromium.executablePath(), args: [...args, '--disable-gpu'] };
};

if (process.argv[1]?.endsWith('browser.mjs'))
  console.log(JSON.stringify(await browser(process.env)));
