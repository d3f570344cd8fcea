import type { ProfileName } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Choice } from '../../parts/choice';

const PROFILES = ['strict', 'full'] as const;

/** Which attributes a tenant accepts. */
export const ProfileChoice = ({
  value,
  onChange,
}: {
  value: ProfileName;
  onChange: (profile: ProfileName) => void;
}) => {
  const { say } = useTexts();
  return (
    <Choice<ProfileName>
      label={say('operator.profile')}
      value={value}
      onChange={onChange}
      options={PROFILES.map((one) => ({
        value: one,
        text: say(`profile.${one}`),
        description: say(`profile.${one}.means`),
      }))}
    />
  );
};
