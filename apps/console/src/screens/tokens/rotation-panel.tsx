import { useState } from 'react';
import { rotation as api } from '../../api/admin';
import { useAct } from '../../api/answer';
import type { Rotation, TokenUse } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { Notice, ProblemNotice, type Tone } from '../../parts/notice';

const TONES: Readonly<Record<string, Tone>> = { safe: 'good' };

/** A rotation that runs: both tokens live, what each was used for, and when the old one may go. */
export const RotationPanel = ({
  rotation,
  onChanged,
}: {
  rotation: Rotation;
  onChanged: () => Promise<void>;
}) => {
  const { say, sayOr, time } = useTexts();
  const { tenant, mayChange } = useTenant();
  const [asking, setAsking] = useState<'cancel' | 'finish'>();
  const { busy, problem, run } = useAct();
  const { old, new: fresh, overlapUntil, safeToRevoke, reason } = rotation;
  const act = (): Promise<void> =>
    run(async () => {
      await (asking === 'cancel' ? api.cancel(tenant.id) : api.finish(tenant.id));
      await onChanged();
    }).then(() => setAsking(undefined));
  return (
    <section className="card rotation" aria-labelledby="rotation">
      <h2 id="rotation">{say('rotation.runs')}</h2>
      <div className="rotation-pair">
        <Use title={say('rotation.old')} use={old} />
        <Use title={say('rotation.new')} use={fresh} />
      </div>
      <Notice tone={TONES[reason] ?? 'calm'} title={sayOr(`rotation.${reason}`, reason)}>
        <p>{sayOr(`rotation.${reason}.do`, '')}</p>
        {overlapUntil ? <p>{say('rotation.until', { time: time(overlapUntil) })}</p> : null}
      </Notice>
      <ProblemNotice problem={problem} />
      <div className="acts">
        <Button
          look={safeToRevoke ? 'first' : 'plain'}
          isDisabled={!mayChange || !safeToRevoke}
          onPress={() => setAsking('finish')}
        >
          {say('rotation.finish')}
        </Button>
        <Button isDisabled={!mayChange} onPress={() => setAsking('cancel')}>
          {say('rotation.cancel')}
        </Button>
      </div>
      {asking ? (
        <Confirm
          title={say(`rotation.${asking}`)}
          act={say(`rotation.${asking}.do`)}
          busy={busy}
          onAct={() => void act()}
          onClose={() => setAsking(undefined)}
        >
          <p>{say(`rotation.${asking}.text`, { old: old.label, fresh: fresh.label })}</p>
        </Confirm>
      ) : null}
    </section>
  );
};

const Use = ({ title, use }: { title: string; use: TokenUse }) => {
  const { say, ago, count, number } = useTexts();
  return (
    <div className="rotation-use">
      <h3>{title}</h3>
      <p>
        <strong>{use.label || '–'}</strong>
      </p>
      <p>{count('tokens.requests', use.requests, { count: number(use.requests) })}</p>
      <p className="small">
        {use.lastUsedAt ? say('rotation.last', { ago: ago(use.lastUsedAt) }) : say('tokens.never')}
      </p>
    </div>
  );
};
