import { users } from '../../api/admin';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { ResourceList } from '../resource-list';

export const Users = () => {
  const { say } = useTexts();
  return (
    <ResourceList
      kind="users"
      list={users.list}
      name={say('users.userName')}
      nameOf={({ userName }) => userName}
      columns={[
        { title: say('users.displayName'), cell: ({ displayName }) => displayName ?? '–' },
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
