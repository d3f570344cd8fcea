import { placeholdersOf } from '../../texts/texts';
import { SUBSCRIPTION_TEXTS } from './subscription-texts';

describe('texts of subscriptions', () => {
  const { en, fr } = SUBSCRIPTION_TEXTS;

  it.each(Object.keys(en) as (keyof typeof en)[])('%s has the same placeholders in both', (key) =>
    expect(placeholdersOf(fr[key]).sort()).toEqual(placeholdersOf(en[key]).sort()),
  );
});
