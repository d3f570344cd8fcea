import type { Provider, TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { freshLabel } from './names';

/** What a new token is called unless somebody types otherwise: the provider and the day, once. */
export const useFreshLabel = (
  provider: Provider | null | undefined,
  rows: readonly Pick<TokenRow, 'label'>[],
): string => {
  const { say, day } = useTexts();
  const name = provider && provider !== 'other' ? say(`provider.${provider}`) : 'SCIM';
  const base = say('tokens.label.fresh', { name, date: day(new Date().toISOString()) });
  return freshLabel(
    base,
    rows.map(({ label }) => label),
  );
};
