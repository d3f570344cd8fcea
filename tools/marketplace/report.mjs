// The report of a run, for people (HTML) and for programs (JSON).
import fs from 'node:fs';
import path from 'node:path';

/**
 * @typedef {import('./played.mjs').Result} Result
 *
 * @typedef {object} Report
 * @property {string} marketplace
 * @property {string} base
 * @property {string} at
 * @property {boolean} admitted whether the marketplace would list the app
 * @property {readonly Result[]} results
 */

/** @type {Readonly<Record<string, string>>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
/** @param {unknown} value */
const json = (value) => (value === undefined ? '' : escaped(JSON.stringify(value, null, 2)));

/** @param {import('./played.mjs').Exchange} exchange */
const exchangeHtml = ({ request, sent, status, answer }) =>
  `<h4>${escaped(request)} → ${status}</h4>${sent === undefined ? '' : `<pre>${json(sent)}</pre>`}<pre>${json(answer)}</pre>`;

/** @param {Result} result */
const resultHtml = ({ name, part, shows, verdict, why, todo, exchanges }) => `
<details class="${verdict}"><summary><b>${verdict}</b> ${escaped(name)} <i>${escaped(part)}</i></summary>
<p>${escaped(shows)}</p>${why ? `<p><b>${escaped(why)}</b></p>` : ''}${todo ? `<p>What to do: ${escaped(todo)}</p>` : ''}
${exchanges.map(exchangeHtml).join('\n')}</details>`;

/** @param {Report} report */
export const html = ({ marketplace, base, at, admitted, results }) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(marketplace)}: ${admitted ? 'ready' : 'not ready'}</title>
<style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}pre{overflow:auto;background:#8881;padding:.5rem}
details{border-left:.3rem solid #888;padding:.3rem .8rem;margin:.3rem 0}.PASSED{border-color:#197a3e}.FAILED{border-color:#b3261e}.WARNING{border-color:#a65c00}</style>
<h1>${escaped(marketplace)}: ${admitted ? 'ready to submit' : 'not ready'}</h1>
<p>${escaped(base)}, ${escaped(at)}. ${summary(results)}</p>
${results.map(resultHtml).join('\n')}
</html>
`;

/** @param {readonly Result[]} results */
export const summary = (results) =>
  ['PASSED', 'FAILED', 'WARNING', 'SKIPPED']
    .map((verdict) => [verdict, results.filter((one) => one.verdict === verdict).length])
    .filter(([, count]) => count)
    .map(([verdict, count]) => `${count} ${String(verdict).toLowerCase()}`)
    .join(', ');

/**
 * Writes `<marketplace>.html` and `.json` into the folder; resolves to their paths.
 * @param {Report} report
 * @param {string} folder
 */
export const write = (report, folder) => {
  fs.mkdirSync(folder, { recursive: true });
  const files = { html: html(report), json: `${JSON.stringify(report, null, 2)}\n` };
  return Object.entries(files).map(([kind, text]) => {
    const file = path.join(folder, `${report.marketplace}.${kind}`);
    fs.writeFileSync(file, text);
    return file;
  });
};
