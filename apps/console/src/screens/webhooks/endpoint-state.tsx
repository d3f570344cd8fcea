import type { Endpoint } from '../../api/operator-views';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';

/** Whether everything arrives there, and what does not. */
export const EndpointState = ({ endpoint }: { endpoint: Endpoint }) => {
  const { say, count } = useTexts();
  const { paused, held, failing } = endpoint;
  return (
    <ul className="troubles">
      {paused ? (
        <li>
          <Badge tone="calm">{say('webhooks.paused')}</Badge>
        </li>
      ) : null}
      {held > 0 ? (
        <li>
          <Badge tone="bad">{count('webhooks.held', held)}</Badge>
        </li>
      ) : null}
      {failing > 0 ? (
        <li>
          <Badge tone="warn">{count('webhooks.failing', failing)}</Badge>
        </li>
      ) : null}
      {paused || held + failing > 0 ? null : (
        <li>
          <Badge tone="good">{say('webhooks.works')}</Badge>
        </li>
      )}
    </ul>
  );
};
