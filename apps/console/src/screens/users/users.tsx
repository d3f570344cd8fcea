import { users } from '../../api/admin';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { Field } from '../../parts/field';
import { Name } from '../../parts/name';
import { Picker } from '../../parts/picker';
import { Screen } from '../../parts/screen';
import { useTenant } from '../../frame/tenant';
import { useAddressed } from '../addressed';
import { oneOf } from '../choices';
import { useLate } from '../late';
import { ResourceList } from '../resource-list';
import { DeletedList } from './deleted-list';
import { Export } from './export';
import { ORDERS, STATES } from './choices';

const NONE = { search: '', state: 'all', sort: 'made' };

/** Everybody who is there, or who was deleted: searched, narrowed, sorted, and taken as a file. */
export const Users = () => {
  const { say } = useTexts();
  const [texts, change] = useAddressed(NONE);
  const search = useLate(texts.search);
  const state = oneOf(STATES, texts.state);
  const sort = oneOf(ORDERS, texts.sort);
  const isGone = state === 'deleted';
  return (
    <Screen title={say('users.title')} lead={say('users.lead')} acts={<Export state={state} />}>
      <div className="narrowing" role="search" aria-label={say('users.filter')}>
        <Field
          label={say('users.search')}
          type="search"
          value={texts.search}
          onChange={(next) => change({ search: next })}
        />
        <Picker
          label={say('users.state')}
          value={state}
          onChange={(next) => change({ state: next })}
          options={STATES.map((value) => ({ value, text: say(`users.state.${value}`) }))}
        />
        {isGone ? null : (
          <Picker
            label={say('users.sort')}
            value={sort}
            onChange={(next) => change({ sort: next })}
            options={ORDERS.map((value) => ({ value, text: say(`users.sort.${value}`) }))}
          />
        )}
      </div>
      {isGone ? (
        <DeletedList key={search} search={search} />
      ) : (
        <There search={search} state={state} sort={sort} />
      )}
    </Screen>
  );
};

const There = ({
  search,
  state,
  sort,
}: {
  search: string;
  state: 'all' | 'active' | 'deactivated';
  sort: (typeof ORDERS)[number];
}) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const options = {
    search,
    state: state === 'all' ? '' : state,
    sort: sort === 'made' ? '' : sort,
  };
  return (
    <ResourceList
      kind="users"
      list={(startIndex, count) => users.list(tenant.id, { ...options, startIndex, count })}
      sought={Object.values(options).filter(Boolean).join(' ')}
      name={say('users.userName')}
      nameOf={({ userName }) => userName}
      columns={[
        {
          title: say('users.displayName'),
          cell: ({ displayName }) => (displayName ? <Name>{displayName}</Name> : '–'),
        },
        {
          title: say('users.state'),
          narrow: true,
          cell: ({ active }) => (
            <Badge tone={active ? 'good' : 'calm'}>
              {say(active ? 'users.active' : 'users.inactive')}
            </Badge>
          ),
        },
      ]}
    />
  );
};
