import type { Status } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';
import { Notice } from '../../parts/notice';
import { actorOf } from '../actor';

/** Above the settings: on or off since when, by whom, and where the whole status is. */
export const HowItIs = ({ status }: { status: Status | undefined }) => {
  const { say, sayOr, time } = useTexts();
  const { tenant } = useTenant();
  const isOn = (status?.provisioning ?? tenant.provisioning) === 'enabled';
  const { since = null, by = null, savedAt } = status ?? {};
  const values = {
    time: since ? time(since) : '',
    who: by ? actorOf(by, undefined, sayOr) : '',
  };
  return (
    <Notice quiet tone={isOn ? 'calm' : 'bad'} title={say(isOn ? 'connect.on' : 'connect.off')}>
      <p>
        {since ? `${say(isOn ? 'status.on' : 'status.off', values)}. ` : null}
        {isOn && savedAt === null ? `${say('connect.elsewhere')} ` : null}
        <Link to={`/tenants/${encodeURIComponent(tenant.id)}/status`}>{say('connect.status')}</Link>
      </p>
    </Notice>
  );
};
