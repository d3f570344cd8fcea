import { ConflictException, NotFoundException, UnauthorizedException } from '@nestjs/common';
import Fastify from 'fastify';
import { NeighbourUnavailable } from './internal-client';
import { createLogger } from './logger';
import { ProblemError, ProblemFilter, sendProblem } from './problem';

const answered = async (error: unknown, viaNest = false) => {
  const lines: string[] = [];
  const logger = createLogger('spec', 'info', { write: (line: string) => void lines.push(line) });
  const app = Fastify({ genReqId: () => 'c1' });
  app.get('/', (request, reply) => {
    const http = { getRequest: () => request, getResponse: () => reply };
    if (viaNest) new ProblemFilter(logger).catch(error, { switchToHttp: () => http } as never);
    else sendProblem(error, request, reply, logger);
  });
  const answer = await app.inject({ url: '/' });
  await app.close();
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<object>(), lines };
};

describe('a problem', () => {
  it('says what, and when to come again', async () => {
    const { status, headers, body } = await answered(
      new ProblemError(429, 'Too Many Requests', 'Slower, please.', 2),
    );
    expect(status).toBe(429);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(headers['retry-after']).toBe('2');
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Too Many Requests',
      status: 429,
      detail: 'Slower, please.',
    });
  });

  it('of a neighbour is a 503 with a name and no reason', async () => {
    const { status, headers, body } = await answered(
      new NeighbourUnavailable('token-service', 'connect ECONNREFUSED 10.0.0.7:3001'),
    );
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('1');
    expect(JSON.stringify(body)).toContain('token-service does not answer now');
    expect(JSON.stringify(body)).not.toContain('10.0.0.7');
  });

  it('of a database that is away is a 503, and the log says why', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED 10.0.0.9:5432'), {
      code: 'ECONNREFUSED',
    });
    const { status, headers, body, lines } = await answered(away);
    expect([status, headers['retry-after']]).toEqual([503, '1']);
    expect(JSON.stringify(body)).not.toContain('10.0.0.9');
    expect(JSON.parse(lines[0] as string)).toMatchObject({ level: 40, correlationId: 'c1' });
  });

  it.each([
    [new NotFoundException('Cannot GET /x'), 404],
    [new ConflictException('Taken.'), 409],
    [new UnauthorizedException(), 401],
    [Object.assign(new Error('Body is too large'), { statusCode: 413 }), 413],
  ])('of %s keeps its status', async (error, status) => {
    const { lines, ...given } = await answered(error);
    expect(given.status).toBe(status);
    expect(given.body).toMatchObject({ status });
    expect(lines).toEqual([]);
  });

  it('is titled by its status, and a 401 says how to prove who asks', async () => {
    const media = await answered(Object.assign(new Error('No XML.'), { statusCode: 415 }));
    expect(media.body).toMatchObject({ title: 'Unsupported Media Type', detail: 'No XML.' });
    expect(media.headers['www-authenticate']).toBeUndefined();
    const { headers } = await answered(new ProblemError(401, 'Unauthorized', 'Who?'));
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it.each([new Error('password is S3CRET'), 'S3CRET', null, undefined, { statusCode: 500 }])(
    'of an unexpected %s is a 500 that tells nothing, and is logged',
    async (error) => {
      const { status, body, lines } = await answered(error, true);
      expect(status).toBe(500);
      expect(JSON.stringify(body)).not.toContain('S3CRET');
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] as string)).toMatchObject({ level: 50, correlationId: 'c1' });
    },
  );
});
