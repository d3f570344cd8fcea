// helm test: each address must answer 200, or the status that is written before it (401=http://…).
const results = await Promise.all(
  process.argv.slice(2).map(async (target) => {
    const [, status = '200', url = ''] = /^(?:(\d{3})=)?(.+)$/.exec(target) ?? [];
    const said = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
      (answer) => `${answer.status}`,
      (/** @type {Error & { cause?: { code?: string } }} */ error) =>
        error.cause?.code ?? error.message,
    );
    console.log(`${said === status ? 'ok    ' : 'FAILED'} ${url} → ${said}, wanted ${status}`);
    return said === status;
  }),
);
process.exit(results.every(Boolean) ? 0 : 1);
