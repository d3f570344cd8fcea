import type { Rotation, TokenUse } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Notice, type Tone } from '../../parts/notice';

const TONES: Readonly<Record<string, Tone>> = { safe: 'good' };

/** A rotation that runs: both tokens live, what each was used for, and when the old one may go. */
export const RotationPanel = ({
  rotation,
  names,
  onEnd,
}: {
  rotation: Rotation;
  names: { readonly old: string; readonly fresh: string };
  /** Asks for the end: the old token goes, or the new one. */
  onEnd: (which: 'old' | 'new') => void;
}) => {
  const { say, sayOr, time, hour } = useTexts();
  const { mayChange } = useTenant();
  const { old, new: fresh, overlapUntil, safeToRevoke, safeAt, reason } = rotation;
  return (
    <section className="card rotation" aria-labelledby="rotation">
      <h2 id="rotation">{say('rotation.runs')}</h2>
      <div className="rotation-pair">
        <Use title={say('rotation.old')} name={names.old} use={old} />
        <Use title={say('rotation.new')} name={names.fresh} use={fresh} />
      </div>
      <Notice tone={TONES[reason] ?? 'calm'} title={sayOr(`rotation.${reason}`, reason)}>
        {safeAt ? (
          <p>
            <strong>{say('rotation.safe-at', { time: hour(safeAt) })}</strong>
          </p>
        ) : null}
        <p>{sayOr(`rotation.${reason}.do`, '')}</p>
        {overlapUntil ? <p>{say('rotation.until', { time: time(overlapUntil) })}</p> : null}
      </Notice>
      <div className="acts">
        <Button
          look={safeToRevoke ? 'first' : 'plain'}
          isDisabled={!mayChange || !safeToRevoke}
          onPress={() => onEnd('old')}
        >
          {say('rotation.finish.do')}
        </Button>
        <Button isDisabled={!mayChange} onPress={() => onEnd('new')}>
          {say('rotation.cancel')}
        </Button>
      </div>
    </section>
  );
};

const Use = ({ title, name, use }: { title: string; name: string; use: TokenUse }) => {
  const { say, ago, count, number } = useTexts();
  return (
    <div className="rotation-use">
      <h3>{title}</h3>
      <p>
        <strong>{name}</strong>
      </p>
      <p>{count('tokens.requests', use.requests, { count: number(use.requests) })}</p>
      <p className="small">
        {use.lastUsedAt ? say('rotation.last', { ago: ago(use.lastUsedAt) }) : say('tokens.never')}
      </p>
    </div>
  );
};
