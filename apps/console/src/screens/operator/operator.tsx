import { useState } from 'react';
import { tenants } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { TenantState } from '../../api/operator-views';
import { useTexts } from '../../frame/speaking';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { Notice, ProblemNotice } from '../../parts/notice';
import { Pager } from '../../parts/pager';
import { Picker } from '../../parts/picker';
import { News, rescueFocus, Screen, Waiting } from '../../parts/screen';
import { useAddressed } from '../addressed';
import { oneOf } from '../choices';
import { EraseTenant, SwitchTenant } from './acts';
import { Links } from './links';
import { Manage, type Act } from './manage';
import { NewTenant } from './new-tenant';
import { TenantTable } from './tenant-table';
import { listed, SORTS } from './trouble';

const COUNT = 50;
const FRESH_MS = 10_000;
const NONE = { search: '', sort: 'trouble' };

interface Doing {
  readonly what: 'links' | 'manage' | Act;
  readonly tenant: TenantState;
}

/** All tenants: who needs a look first, and the acts of the command line. */
export const Operator = () => {
  const { say, number } = useTexts();
  const [texts, change] = useAddressed(NONE);
  const sort = oneOf(SORTS, texts.sort);
  const [startIndex, move] = useState(1);
  const { value, problem, again } = useAnswer('overview', () => tenants.overview(), FRESH_MS);
  const [creating, setCreating] = useState(false);
  const [doing, setDoing] = useState<Doing>();
  const [said, setSaid] = useState('');
  const now = Date.now();
  const all = listed(value?.tenants ?? [], { search: texts.search, sort, now });
  const begin = (what: Doing['what']) => (tenant: TenantState) => {
    setSaid('');
    setDoing({ what, tenant });
  };
  const done = async (text: string): Promise<void> => {
    setCreating(false);
    setDoing(undefined);
    setSaid(text);
    await again();
    rescueFocus();
  };
  return (
    <Screen
      title={say('operator.title')}
      lead={say('operator.lead')}
      acts={
        <Button look="first" onPress={() => setCreating(true)}>
          {say('operator.create')}
        </Button>
      }
    >
      <News>{said}</News>
      <ProblemNotice problem={problem} />
      {value ? (
        <>
          <div className="narrowing" role="search" aria-label={say('operator.filter')}>
            <Field
              label={say('operator.search')}
              type="search"
              value={texts.search}
              onChange={(search) => {
                change({ search });
                move(1);
              }}
            />
            <Picker
              label={say('users.sort')}
              value={sort}
              onChange={(next) => change({ sort: next })}
              options={SORTS.map((one) => ({ value: one, text: say(`operator.sort.${one}`) }))}
            />
          </div>
          {value.isWhole ? null : (
            <Notice tone="warn" quiet>
              <p>{say('operator.more', { count: number(value.tenants.length) })}</p>
            </Notice>
          )}
          <TenantTable
            rows={all.slice(startIndex - 1, startIndex - 1 + COUNT)}
            now={now}
            none={say(texts.search === '' ? 'operator.none' : 'operator.none.found')}
            onLinks={begin('links')}
            onManage={begin('manage')}
          />
          <Pager total={all.length} startIndex={startIndex} count={COUNT} onMove={move} />
        </>
      ) : problem ? null : (
        <Waiting />
      )}
      {creating ? <NewTenant onMade={done} onClose={() => setCreating(false)} /> : null}
      {doing ? <Dialog doing={doing} onDo={setDoing} onDone={done} /> : null}
    </Screen>
  );
};

const Dialog = ({
  doing: { what, tenant },
  onDo,
  onDone,
}: {
  doing: Doing;
  onDo: (doing: Doing | undefined) => void;
  onDone: (said: string) => Promise<void>;
}) => {
  const props = { tenant, onDone, onClose: () => onDo(undefined) };
  switch (what) {
    case 'links':
      return <Links {...props} />;
    case 'manage':
      return <Manage {...props} onAct={(act) => onDo({ what: act, tenant })} />;
    case 'switch':
      return <SwitchTenant {...props} />;
    case 'erase':
      return <EraseTenant {...props} />;
  }
};
