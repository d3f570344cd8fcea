import type { Connection, Provider } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { useGuide } from '../../guides/load';
import type { Way } from '../../guides/ways';
import { sectionsOf } from '../../guides/sections';
import { Link } from '../../parts/link';
import { useConnectionState } from '../status/connection-state';
import { GuideParts } from './guide-parts';

/** The guide of the chosen provider, part by part, with the values to paste at hand. */
export const GuidePane = ({
  provider,
  connection,
  way,
}: {
  provider: Provider;
  connection: Connection;
  way: Way;
}) => {
  const texts = useTexts();
  const { say, language, worded } = texts;
  const { tenant } = useTenant();
  const { secret, status } = useConnectionState();
  const { scimBaseUrl, profile } = connection;
  const guide = worded(useGuide(language, provider));
  const sections = sectionsOf(guide, texts);
  return (
    <section className="guide-pane" aria-label={say('parts.title')}>
      <p className="small">
        {say('provider.window')}{' '}
        <Link to={`/tenants/${encodeURIComponent(tenant.id)}/guides/${provider}`}>
          {say('provider.alone')}
        </Link>
      </p>
      <GuideParts
        key={provider}
        name={`${tenant.id}.${provider}`}
        guide={guide}
        sections={sections}
        profile={profile}
        scimBaseUrl={scimBaseUrl}
        way={way}
        secret={secret}
        clientId={status?.credential?.clientId ?? undefined}
      />
    </section>
  );
};
