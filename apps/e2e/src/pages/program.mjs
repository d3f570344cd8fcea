// What `kubectl` and `helm upgrade` of a document ask of a cluster, asked of the stack of a test.
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

const [program, ...words] = process.argv.slice(2);
const given = words[words.indexOf('-f') + 1] ?? '';
const isFile = program === 'kubectl' && words.includes('-f') && given !== '-';
const input = () => (words.includes('-') ? text(process.stdin) : '');
const stdin = isFile ? await readFile(given, 'utf8') : await input();
const answer = await fetch(String(process.env.CLUSTER_URL), {
  method: 'POST',
  body: JSON.stringify({ program, words, stdin }),
});
/** @type {{ code: number, output: string }} */
const { code, output } = JSON.parse(await answer.text());
process.stdout.write(output);
process.exit(code);
