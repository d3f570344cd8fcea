import { groups } from '../../api/admin';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Field } from '../../parts/field';
import { Screen } from '../../parts/screen';
import { useAddressed } from '../addressed';
import { useLate } from '../late';
import { ResourceList } from '../resource-list';

const NONE = { search: '' };

export const Groups = () => {
  const { say, number } = useTexts();
  const { tenant } = useTenant();
  const [texts, change] = useAddressed(NONE);
  const search = useLate(texts.search);
  return (
    <Screen title={say('groups.title')} lead={say('groups.lead')}>
      <Field
        label={say('groups.search')}
        type="search"
        value={texts.search}
        onChange={(next) => change({ search: next })}
      />
      <ResourceList
        kind="groups"
        list={(startIndex, count) => groups.list(tenant.id, search, startIndex, count)}
        sought={search}
        name={say('groups.name')}
        nameOf={({ displayName }) => displayName}
        columns={[
          {
            title: say('groups.members'),
            narrow: true,
            cell: ({ memberCount }) => number(memberCount),
          },
        ]}
      />
    </Screen>
  );
};
