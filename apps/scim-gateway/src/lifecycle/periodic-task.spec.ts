import { createLogger } from '@rollcall/platform';
import { setTimeout as pause } from 'node:timers/promises';
import { PeriodicTask, type Period } from './periodic-task';

/** Counts its runs; each ends when the spec says so. */
class Counting extends PeriodicTask {
  runs = 0;
  end: (error?: Error) => void = () => undefined;

  constructor(period: Partial<Period> = {}, log: (line: string) => void = () => undefined) {
    const logger = createLogger('spec', 'info', { write: log });
    super(logger, { everyMs: 3_600_000, failure: 'the run failed', ...period });
  }

  protected run(): Promise<void> {
    this.runs += 1;
    return new Promise((resolve, reject) => {
      this.end = (error) => (error ? reject(error) : resolve());
    });
  }
}

describe('a task that repeats', () => {
  it('runs when the gateway has started, and again so long after each end', async () => {
    const task = new Counting({ everyMs: 5 });
    await task.onModuleInit();
    expect(task.runs).toBe(0);
    task.onApplicationBootstrap();
    await pause(30);
    expect(task.runs).toBe(1);
    task.end();
    await pause(30);
    expect(task.runs).toBe(2);
    task.end();
    await task.onApplicationShutdown();
  });

  it('is awaited by the start where that is said, also when its first run fails', async () => {
    const lines: string[] = [];
    const task = new Counting({ isAwaited: true, level: 'error' }, (line) => lines.push(line));
    const started = task.onModuleInit().then(() => 'started');
    expect(await Promise.race([started, pause(10, 'waiting')])).toBe('waiting');
    task.end(new Error('away'));
    expect(await started).toBe('started');
    task.onApplicationBootstrap();
    expect(task.runs).toBe(1);
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 50, msg: 'the run failed' }),
    ]);
    await task.onApplicationShutdown();
  });

  it('runs at once when it is woken, unless it is running', async () => {
    const task = new Counting();
    task.onApplicationBootstrap();
    task.wake();
    expect(task.runs).toBe(1);
    task.end();
    await pause(5);
    task.wake();
    expect(task.runs).toBe(2);
    task.end();
    await task.onApplicationShutdown();
  });

  it('stops after the run in hand, and never runs again', async () => {
    const task = new Counting({ everyMs: 1 });
    task.onApplicationBootstrap();
    const stopped = task.onApplicationShutdown().then(() => 'stopped');
    expect(await Promise.race([stopped, pause(10, 'running')])).toBe('running');
    task.end();
    expect(await stopped).toBe('stopped');
    task.wake();
    await pause(10);
    expect(task.runs).toBe(1);
  });
});
