import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';

type About = Pick<RequestRow, 'resourceId' | 'resourceName' | 'path' | 'test'>;

/** On a narrow screen its line is left out. */
export const Nothing = () => <span className="nothing">–</span>;

/** Whom a request was about, where it says an id: by name while they are there, and linked to their history. */
export const Who = ({ row: { resourceId, resourceName, path, test } }: { row: About }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  if (resourceId === null || test) return <Nothing />;
  const kind = path.startsWith('/Groups') ? 'groups' : 'users';
  const to = `/tenants/${encodeURIComponent(tenant.id)}/${kind}/${encodeURIComponent(resourceId)}`;
  return (
    <Link to={to}>
      <bdi>{resourceName ?? say(`requests.who.${kind}`)}</bdi>
    </Link>
  );
};
