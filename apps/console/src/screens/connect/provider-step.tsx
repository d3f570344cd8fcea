import { Arriving, later } from '../../frame/later';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { GUIDES } from '../../guides/guide';
import { Button } from '../../parts/button';
import { Choice } from '../../parts/choice';
import { Link } from '../../parts/link';
import { Step, type StepWish } from './step';

const Guide = later(async () => (await import('./guide')).Guide);

const PROVIDERS = [...GUIDES, 'other'] as const;

export const ProviderStep = ({ connection, done, draft, next }: StepWish) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { provider } = connection;
  return (
    <Step name="provider" done={done} summary={provider ? say(`provider.${provider}`) : undefined}>
      <Choice
        label={say('provider.label')}
        value={provider}
        options={PROVIDERS.map((value) => ({ value, text: say(`provider.${value}`) }))}
        onChange={(value) => void draft({ provider: value })}
      />
      <Button look="first" isDisabled={!done} onPress={next}>
        {say('next')}
      </Button>
      {provider ? (
        <>
          <p className="small below">
            {say('provider.window')}{' '}
            <Link to={`/tenants/${encodeURIComponent(tenant.id)}/guides/${provider}`}>
              {say('provider.alone')}
            </Link>
          </p>
          <Arriving>
            <Guide.Shown
              provider={provider}
              scimBaseUrl={connection.scimBaseUrl}
              profile={tenant.profile}
            />
          </Arriving>
        </>
      ) : null}
    </Step>
  );
};
