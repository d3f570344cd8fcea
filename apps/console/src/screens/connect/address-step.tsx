import { useTexts } from '../../frame/speaking';
import { CopyField } from '../../parts/copied';
import { Next, Step, type StepProps } from './step';

export const AddressStep = ({ connection, setUp, done, next, mark }: StepProps) => {
  const { say } = useTexts();
  return (
    <Step name="address" done={done}>
      <p>{say('address.text')}</p>
      <CopyField
        label={say('address.label')}
        value={connection.scimBaseUrl}
        onCopied={() => mark(true)}
      />
      <p className="small">{say('address.exact')}</p>
      <Next
        setUp={setUp}
        next={() => {
          mark(true);
          next();
        }}
      />
    </Step>
  );
};
