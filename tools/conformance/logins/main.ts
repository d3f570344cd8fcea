// Asks the code of docs/login.md about each line of the input.
import { createInterface } from 'node:readline';
import { mayLogIn } from './page.ts';

for await (const line of createInterface({ input: process.stdin })) {
  const { tenant, userName } = JSON.parse(line) as { tenant: string; userName: string };
  console.log(await mayLogIn(tenant, userName));
}
