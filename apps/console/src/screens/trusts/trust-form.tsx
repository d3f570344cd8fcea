import type { Provider } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Field } from '../../parts/field';
import { fieldsOf, wrongOf, type TrustDraft, type TrustField } from './trust-draft';

/** What the identity provider signs as, field by field as it shows them. */
export const TrustForm = ({
  provider,
  draft,
  set,
}: {
  provider: Provider | null | undefined;
  draft: TrustDraft;
  set: (draft: TrustDraft) => void;
}) => {
  const { say, sayOr } = useTexts();
  const { needed, optional } = fieldsOf(provider);
  const field = (name: TrustField) => {
    const wrong = wrongOf(name, draft[name]);
    return (
      <Field
        key={name}
        label={say(`trust.${name}`)}
        description={sayOr(`trust.${name}.means.${provider}`, say(`trust.${name}.means`))}
        value={draft[name]}
        onChange={(text) => set({ ...draft, [name]: text })}
        error={wrong ? say(`trust.wrong.${wrong}`) : undefined}
      />
    );
  };
  return (
    <>
      {needed.map(field)}
      <details className="fold">
        <summary>{say('trust.optional')}</summary>
        {optional.map(field)}
      </details>
    </>
  );
};
