// "Is it healthy?", without curl: ends with 0 when /health/ready answers 200.
import http from 'node:http';

const { APP, HOST = '', PORT, INTERNAL_PORT } = process.env;
const port = APP === 'scim-gateway' ? INTERNAL_PORT : PORT;
const host = ['', '0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST;
http
  .get({ host, port, path: '/health/ready', timeout: 2_000 }, ({ statusCode }) =>
    process.exit(statusCode === 200 ? 0 : 1),
  )
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1));
