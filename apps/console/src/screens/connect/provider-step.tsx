import { useTexts } from '../../frame/speaking';
import { LaterGuide } from './guide-later';
import { Next, Step, type StepProps } from './step';
import { useTwoPanes } from './wide';

/** What is to be done at the provider, now that everything it wants is at hand. */
export const ProviderStep = ({ connection, setUp, done, next, mark, way }: StepProps) => {
  const { say } = useTexts();
  const isWide = useTwoPanes();
  const { provider } = connection;
  return (
    <Step name="provider" done={done} summary={provider ? say(`provider.${provider}`) : undefined}>
      {provider ? (
        isWide ? (
          <p>{say('provider.next-to')}</p>
        ) : (
          <LaterGuide provider={provider} connection={connection} way={way} />
        )
      ) : (
        <p>{say('provider.first')}</p>
      )}
      <Next
        setUp={setUp}
        next={() => {
          mark(true);
          next();
        }}
        isDisabled={!provider}
      />
    </Step>
  );
};
