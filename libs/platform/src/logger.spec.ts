import { createLogger } from './logger';

const logging = (level?: string) => {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('spec', level, {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  return { logger, lines };
};

describe('a logger', () => {
  it('writes one JSON line with service, level, time and fields', () => {
    const { logger, lines } = logging();
    const before = Date.now();
    logger.info({ tenantId: 'a', position: 3 }, 'a user changed');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 30,
      service: 'spec',
      tenantId: 'a',
      position: 3,
      msg: 'a user changed',
    });
    expect(lines[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(String(lines[0]?.['time']))).toBeGreaterThanOrEqual(before);
  });

  it('tells the time of each line, not of the first', async () => {
    const { logger, lines } = logging();
    logger.info('one');
    await new Promise((resolve) => setTimeout(resolve, 20));
    logger.info('two');
    expect(lines[0]?.['time']).not.toBe(lines[1]?.['time']);
  });

  it('keeps quiet below its level', () => {
    const { logger, lines } = logging('warn');
    logger.info('no');
    logger.warn('yes');
    expect(lines).toHaveLength(1);
  });

  it('writes no secret: not in fields, not in headers, not in what a child carries', () => {
    const { logger, lines } = logging();
    logger.info({ token: 'S3CRET', headers: { authorization: 'Bearer S3CRET' } }, 'x');
    logger.child({ password: 'S3CRET' }).info('y');
    expect(JSON.stringify(lines)).not.toContain('S3CRET');
    expect(lines[0]).toMatchObject({ token: '[redacted]' });
    expect(lines[1]).toMatchObject({ password: '[redacted]' });
  });

  it('says of an error what and where, and nothing that hangs on it', () => {
    const { logger, lines } = logging();
    const cause = Object.assign(new Error('inner'), { code: 'E1' });
    const error = Object.assign(new Error('outer', { cause }), { connection: { user: 'S3CRET' } });
    logger.error({ err: error }, 'failed');
    logger.error({ error: 'a text' }, 'failed');
    expect(lines[0]?.['err']).toMatchObject({
      type: 'Error',
      message: 'outer',
      stack: expect.stringContaining('logger.spec') as string,
      cause: { message: 'inner', code: 'E1' },
    });
    expect(JSON.stringify(lines)).not.toContain('S3CRET');
    expect(lines[1]?.['error']).toBe('a text');
  });
});
