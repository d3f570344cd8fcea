import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';

type About = Pick<RequestRow, 'resourceId' | 'resourceName' | 'userName' | 'path' | 'test'>;

/** On a narrow screen its line is left out. */
export const Nothing = () => <span className="nothing">–</span>;

/**
 * Whom a request was about, where it says an id: by name while they are there, and linked to their
 * history. Who was refused when they were created has no id; while values are captured, a name.
 */
export const Who = ({
  row: { resourceId, resourceName, userName, path, test },
}: {
  row: About;
}) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  if (test) return <Nothing />;
  if (resourceId === null) return userName ? <bdi>{userName}</bdi> : <Nothing />;
  const kind = path.startsWith('/Groups') ? 'groups' : 'users';
  const to = `/tenants/${encodeURIComponent(tenant.id)}/${kind}/${encodeURIComponent(resourceId)}`;
  return (
    <Link to={to}>
      <bdi>{resourceName ?? say(`requests.who.${kind}`)}</bdi>
    </Link>
  );
};
