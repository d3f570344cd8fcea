import { useTexts } from '../../frame/speaking';
import { Button } from '../../parts/button';
import { CopyField } from '../../parts/copied';
import { Step, type StepWish } from './step';

export const AddressStep = ({ connection, done, next, mark }: StepWish) => {
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
      <Button
        look="first"
        onPress={() => {
          mark(true);
          next();
        }}
      >
        {say('next')}
      </Button>
    </Step>
  );
};
