import { tenants } from '../api/admin';
import { useAnswer } from '../api/answer';
import { useTexts } from '../frame/speaking';
import { useTenant } from '../frame/tenant';
import { Link } from '../parts/link';
import { Notice } from '../parts/notice';

/** A token that ends soon is said on every screen: an expired one stops provisioning in silence. */
export const Warnings = () => {
  const { say, day, count } = useTexts();
  const { tenant } = useTenant();
  const { value } = useAnswer(tenant.id, () => tenants.warnings(tenant.id), 60_000);
  if (!value || value.warnings.length === 0) return null;
  return (
    <>
      {value.warnings.map(({ tokenId, label, expiresAt, daysLeft }) => (
        <Notice
          key={tokenId}
          quiet
          tone={daysLeft <= 7 ? 'bad' : 'warn'}
          title={say('warning.title', { label, days: count('days', daysLeft) })}
        >
          <p>
            {say('warning.text', { date: day(expiresAt) })}{' '}
            <Link to={`/tenants/${encodeURIComponent(tenant.id)}/tokens/${tokenId}/rotate`}>
              {say('warning.rotate')}
            </Link>
          </p>
        </Notice>
      ))}
    </>
  );
};
