import { useState } from 'react';
import { tokens } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { TokenRow } from '../../api/views';
import { Arriving, later } from '../../frame/later';
import { go } from '../../frame/paths';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { ProblemNotice } from '../../parts/notice';
import { News, rescueFocus, Screen, Waiting } from '../../parts/screen';
import { NewSecret } from '../new-secret';
import { pastedOf } from './client-secrets';
import { EndRotation } from './end-rotation';
import { namesOf } from './names';
import { NewToken, type Made } from './new-token';
import { RevokeToken } from './revoke-token';
import { RotationPanel } from './rotation-panel';
import { TokenTable } from './token-table';
import { useRotation } from './use-rotation';

const Clients = later(async () => (await import('./clients')).Clients, 'trusts');

/** The open dialog: none, about one token, or about one of the two of a rotation. */
type Asking =
  | { readonly what: 'new' }
  | { readonly what: 'revoke' | 'rotate'; readonly token: TokenRow }
  | { readonly what: 'end'; readonly which: 'old' | 'new' }
  | undefined;

/** Ended tokens behind the first page. */
interface Older {
  readonly tokens: readonly TokenRow[];
  readonly next: string | null;
}

/** The tenant's tokens: new, revoke, and rotate without an outage. `rotate`: which one, at once. */
export const Tokens = ({ rotate }: { rotate?: string }) => {
  const { say } = useTexts();
  const { tenant, mayChange } = useTenant();
  const at = `/tenants/${encodeURIComponent(tenant.id)}/tokens`;
  const list = useAnswer(tenant.id, () => tokens.list(tenant.id), 4_000);
  const [opened, setAsking] = useState<Asking>();
  const [made, setMade] = useState<Made>();
  const [revoked, setRevoked] = useState('');
  const [seen, see] = useState<unknown>();
  const [older, setOlder] = useState<Older>();
  const more = useAct();

  const first = list.value?.tokens ?? [];
  const ids = new Set(first.map(({ id }) => id));
  const rows = [...first, ...(older?.tokens ?? []).filter(({ id }) => !ids.has(id))];
  const names = namesOf(rows);
  const nameOf = (id: string): string => names.get(id) ?? '–';
  const next = older ? older.next : (list.value?.next ?? null);
  const { rotation, isRunning, ended } = useRotation(first, list.again);
  const pair = rotation && { old: nameOf(rotation.old.id), fresh: nameOf(rotation.new.id) };

  const pasted = pastedOf(rows);
  const wanted = pasted.find(({ id, status }) => id === rotate && status === 'live');
  const asking: Asking =
    opened ?? (wanted && mayChange && !isRunning ? { what: 'rotate', token: wanted } : undefined);
  const close = (): void => {
    setAsking(undefined);
    if (rotate !== undefined) go(at, true);
  };
  const done = async (): Promise<void> => {
    await list.again();
    close();
  };
  const showOlder = (): Promise<boolean> =>
    more.run(async () => {
      const page = await tokens.list(tenant.id, next);
      setOlder({ tokens: [...(older?.tokens ?? []), ...page.tokens], next: page.next });
    });
  const ask = (dialog: Asking): void => {
    setRevoked('');
    see(ended);
    setAsking(dialog);
  };
  // A secret whose token is over opens nothing and would only be pasted by mistake.
  const isOver = rows.some(({ id, status }) => id === made?.id && status !== 'live');
  return (
    <Screen
      title={say('tokens.title')}
      lead={say('tokens.lead')}
      acts={
        <Button look="first" isDisabled={!mayChange} onPress={() => ask({ what: 'new' })}>
          {say('tokens.new')}
        </Button>
      }
    >
      <News>
        {ended && ended !== seen
          ? say(`rotation.ended.${ended.gone}`, {
              old: nameOf(ended.old),
              fresh: nameOf(ended.fresh),
            })
          : revoked && say('tokens.revoked', { label: revoked })}
      </News>
      {made && !isOver ? (
        <NewSecret
          token={made.token}
          onHidden={() => {
            setMade(undefined);
            rescueFocus();
          }}
        />
      ) : null}
      {rotation && pair ? (
        <RotationPanel
          rotation={rotation}
          names={pair}
          onEnd={(which) => ask({ what: 'end', which })}
        />
      ) : null}
      <ProblemNotice problem={list.problem} />
      {list.value ? (
        <TokenTable
          rows={pasted}
          nameOf={nameOf}
          mayRotate={!isRunning}
          mayChange={mayChange}
          onRevoke={(token) =>
            ask(
              token.rotation && rotation
                ? { what: 'end', which: token.rotation }
                : { what: 'revoke', token },
            )
          }
          onRotate={(token) => ask({ what: 'rotate', token })}
        />
      ) : list.problem ? null : (
        <Waiting />
      )}
      <ProblemNotice problem={more.problem} />
      {list.value ? (
        <p role="status" className="small">
          {older && !next ? say('tokens.all') : ''}
        </p>
      ) : null}
      {next ? (
        <Button busy={more.busy} onPress={() => void showOlder().then(rescueFocus)}>
          {say('tokens.older')}
        </Button>
      ) : null}
      {list.value ? (
        <Arriving>
          <Clients.Shown
            rows={rows}
            nameOf={nameOf}
            rotate={rotate}
            again={list.again}
            onClosed={close}
          />
        </Arriving>
      ) : null}
      {asking?.what === 'new' || asking?.what === 'rotate' ? (
        <NewToken
          rows={rows}
          {...(asking.what === 'rotate'
            ? { old: asking.token, oldName: nameOf(asking.token.id) }
            : {})}
          onMade={async (fresh) => {
            setMade(fresh);
            await done();
          }}
          onClose={close}
        />
      ) : null}
      {asking?.what === 'revoke' ? (
        <RevokeToken
          token={asking.token}
          name={nameOf(asking.token.id)}
          mayRotate={!isRunning}
          onRevoked={async () => {
            setRevoked(nameOf(asking.token.id));
            await done();
          }}
          onClose={close}
        />
      ) : null}
      {asking?.what === 'end' && rotation && pair ? (
        <EndRotation
          rotation={rotation}
          which={asking.which}
          names={pair}
          onEnded={done}
          onClose={close}
        />
      ) : null}
    </Screen>
  );
};
