import { useTexts } from '../../frame/speaking';
import { GUIDES } from '../../guides/guide';
import { WAYS_OF } from '../../guides/ways';
import { Choice } from '../../parts/choice';
import { Next, Step, type StepProps } from './step';

const PROVIDERS = [...GUIDES, 'other'] as const;

/** Who connects, and how that proves who it is: everything behind it depends on these two. */
export const WayStep = ({ connection, setUp, done, draft, next, way, chooseWay }: StepProps) => {
  const { say } = useTexts();
  const { provider } = connection;
  const ways = provider ? WAYS_OF[provider] : [];
  return (
    <Step name="way" done={done} summary={provider ? say(`provider.${provider}`) : undefined}>
      <Choice
        label={say('provider.label')}
        value={provider}
        options={PROVIDERS.map((value) => ({ value, text: say(`provider.${value}`) }))}
        onChange={(value) => {
          chooseWay('');
          void draft({ provider: value });
        }}
      />
      {provider && ways.length > 1 ? (
        <Choice
          label={say('way.label')}
          value={way}
          options={ways.map((value, at) => ({
            value,
            text:
              at === 0 ? say('way.recommended', { way: say(`way.${value}`) }) : say(`way.${value}`),
            description: say(`way.${value}.means`),
          }))}
          onChange={chooseWay}
        />
      ) : null}
      {provider && ways.length === 1 ? (
        <p>{say('way.only', { provider: say(`provider.${provider}`) })}</p>
      ) : null}
      {provider ? <p className="small">{say(`way.why.${provider}`)}</p> : null}
      <Next setUp={setUp} next={next} isDisabled={!done} />
    </Step>
  );
};
