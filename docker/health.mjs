// "Is it healthy?", without curl: ends with 0 when /health/ready answers 200.
import http from 'node:http';

const { HOST = '', INTERNAL_PORT: port } = process.env;
const host = ['', '0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST;
http
  .get({ host, port, path: '/health/ready', timeout: 2_000 }, ({ statusCode }) =>
    process.exit(statusCode === 200 ? 0 : 1),
  )
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1));
