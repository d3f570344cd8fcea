import { useState } from 'react';
import { rotation, tokens } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { NewSecret } from '../new-secret';
import { NewToken } from './new-token';
import { RevokeToken } from './revoke-token';
import { RotationPanel } from './rotation-panel';
import { TokenTable } from './token-table';

/** What is being asked: nothing, or a dialog about one token. */
type Asking =
  | { readonly what: 'new' }
  | { readonly what: 'revoke' | 'rotate'; readonly token: TokenRow }
  | undefined;

/** Ended tokens behind the first page. */
interface Older {
  readonly tokens: readonly TokenRow[];
  readonly next: string | null;
}

/** The tenant's tokens: new, revoke, and rotate without an outage. */
export const Tokens = () => {
  const { say } = useTexts();
  const { tenant, mayChange } = useTenant();
  const list = useAnswer(tenant.id, () => tokens.list(tenant.id), 4_000);
  const turn = useAnswer(tenant.id, () => rotation.read(tenant.id), 2_000);
  const [asking, setAsking] = useState<Asking>();
  const [secret, setSecret] = useState('');
  const [older, setOlder] = useState<Older>();
  const more = useAct();
  const next = older ? older.next : (list.value?.next ?? null);
  const ids = new Set(list.value?.tokens.map(({ id }) => id));
  const below = (older?.tokens ?? []).filter(({ id }) => !ids.has(id));
  const showOlder = (): Promise<boolean> =>
    more.run(async () => {
      const page = await tokens.list(tenant.id, next);
      setOlder({ tokens: [...(older?.tokens ?? []), ...page.tokens], next: page.next });
    });
  const running = turn.problem?.status === 404 ? undefined : turn.value;
  const changed = async (made?: string): Promise<void> => {
    setAsking(undefined);
    if (made !== undefined) setSecret(made);
    await Promise.all([list.again(), turn.again()]);
  };
  return (
    <Screen
      title={say('tokens.title')}
      lead={say('tokens.lead')}
      acts={
        <Button look="first" isDisabled={!mayChange} onPress={() => setAsking({ what: 'new' })}>
          {say('tokens.new')}
        </Button>
      }
    >
      {secret ? <NewSecret token={secret} /> : null}
      {running ? <RotationPanel rotation={running} onChanged={() => changed('')} /> : null}
      <ProblemNotice problem={list.problem} />
      {list.value ? (
        <TokenTable
          rows={[...list.value.tokens, ...below]}
          mayRotate={mayChange && !running}
          mayChange={mayChange}
          onRevoke={(token) => setAsking({ what: 'revoke', token })}
          onRotate={(token) => setAsking({ what: 'rotate', token })}
        />
      ) : list.problem ? null : (
        <Waiting />
      )}
      <ProblemNotice problem={more.problem} />
      {next ? (
        <Button busy={more.busy} onPress={() => void showOlder()}>
          {say('tokens.older')}
        </Button>
      ) : null}
      {asking?.what === 'new' ? (
        <NewToken onMade={changed} onClose={() => setAsking(undefined)} />
      ) : null}
      {asking?.what === 'rotate' ? (
        <NewToken old={asking.token} onMade={changed} onClose={() => setAsking(undefined)} />
      ) : null}
      {asking?.what === 'revoke' ? (
        <RevokeToken
          token={asking.token}
          onRevoked={() => changed()}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </Screen>
  );
};
