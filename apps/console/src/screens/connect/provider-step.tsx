import { useTexts } from '../../frame/speaking';
import { GUIDES } from '../../guides/guide';
import { Choice } from '../../parts/choice';
import { LaterGuide } from './guide-later';
import { Next, Step, type StepProps } from './step';
import { useTwoPanes } from './wide';

const PROVIDERS = [...GUIDES, 'other'] as const;

export const ProviderStep = ({ connection, setUp, done, draft, next }: StepProps) => {
  const { say } = useTexts();
  const isWide = useTwoPanes();
  const { provider } = connection;
  return (
    <Step name="provider" done={done} summary={provider ? say(`provider.${provider}`) : undefined}>
      <Choice
        label={say('provider.label')}
        value={provider}
        options={PROVIDERS.map((value) => ({ value, text: say(`provider.${value}`) }))}
        onChange={(value) => void draft({ provider: value })}
      />
      {provider ? (
        isWide ? (
          <p>{say('provider.next-to')}</p>
        ) : (
          <LaterGuide provider={provider} connection={connection} />
        )
      ) : null}
      <Next setUp={setUp} next={next} isDisabled={!done} />
    </Step>
  );
};
