import type { LegState, TestLine } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Notice } from '../../parts/notice';
import { ServerSaid } from '../../parts/server-said';

const SIGNS: Readonly<Record<LegState, string>> = { running: '…', passed: '✓', failed: '✕' };

/** The newest line of each leg, in the order in which they began. */
const legsOf = (lines: readonly TestLine[]): readonly TestLine[] => {
  const legs = new Map<string, TestLine>();
  for (const line of lines) if (line.leg) legs.set(line.leg, { ...legs.get(line.leg), ...line });
  return [...legs.values()];
};

/** The legs of a connection test as they happen; the failed one with what to do. */
export const TestLegs = ({ lines, running }: { lines: readonly TestLine[]; running: boolean }) => {
  const { say, sayOr, duration } = useTexts();
  const end = lines.find(({ done }) => done);
  const legs = legsOf(lines);
  const failed = legs.find(({ state }) => state === 'failed');
  return (
    <div aria-live="polite" aria-busy={running}>
      {legs.length > 0 ? (
        <ol className="legs" aria-label={say('test.legs')}>
          {legs.map(({ leg, state = 'running', ms }) => (
            <li key={leg} className={`leg leg-${state}`}>
              <span className="leg-sign" aria-hidden="true">
                {SIGNS[state]}
              </span>
              <span>{sayOr(`leg.${leg}`, leg ?? '')}</span>
              <span className="unseen">{say(`leg.state.${state}`)}</span>
              {ms === undefined ? null : <span className="leg-time">{duration(ms)}</span>}
            </li>
          ))}
        </ol>
      ) : null}
      {failed ? (
        <Notice tone="bad" title={sayOr(`test.code.${failed.code}`, say('test.code.other'))}>
          <p>{sayOr(`test.advice.${failed.code}`, say('test.advice.other'))}</p>
          <ServerSaid text={failed.detail} />
        </Notice>
      ) : null}
      {end?.passed ? (
        <Notice tone="good" title={say('test.all', { time: duration(end.ms ?? 0) })}>
          <p>{say('test.all.text')}</p>
          <p className="small">{say('test.together')}</p>
        </Notice>
      ) : null}
    </div>
  );
};
