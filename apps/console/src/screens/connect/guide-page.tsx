import { recall } from '../../frame/memory';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { GUIDES, type GuideName } from '../../guides/guide';
import { useGuide } from '../../guides/load';
import { wayOf } from '../../guides/ways';
import { Button } from '../../parts/button';
import { Link } from '../../parts/link';
import { Screen } from '../../parts/screen';
import { useConnectionState, useSetUp } from '../status/connection-state';
import { Guide } from './guide';

const nameOf = (provider: string): GuideName => GUIDES.find((one) => one === provider) ?? 'other';

/** A guide by itself, for the window next to the identity provider's, and for paper. */
export const GuidePage = ({ provider }: { provider: string }) => {
  const { say, language } = useTexts();
  const { tenant } = useTenant();
  const isSetUp = useSetUp();
  const { status } = useConnectionState();
  const name = nameOf(provider);
  const way = wayOf(name, recall(`way.${tenant.id}`) ?? '', status?.credential);
  const { title } = useGuide(language, name);
  return (
    <Screen
      title={title}
      acts={<Button onPress={() => window.print()}>{say('guide.print')}</Button>}
    >
      <p className="not-printed">
        <Link to={`/tenants/${encodeURIComponent(tenant.id)}/status`}>
          ‹ {say(isSetUp ? 'status.title' : 'connect.title')}
        </Link>
      </p>
      <Guide
        provider={name}
        way={way}
        scimBaseUrl={tenant.scimBaseUrl}
        profile={tenant.profile}
        level={2}
      />
    </Screen>
  );
};
