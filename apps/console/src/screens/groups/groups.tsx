import { groups } from '../../api/admin';
import { useTexts } from '../../frame/speaking';
import { ResourceList } from '../resource-list';

export const Groups = () => {
  const { say, number } = useTexts();
  return (
    <ResourceList
      kind="groups"
      list={groups.list}
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
  );
};
