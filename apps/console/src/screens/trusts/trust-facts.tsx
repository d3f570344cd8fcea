import type { ReactNode } from 'react';
import type { Trust } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Facts } from '../../parts/screen';
import { TRUST_FIELDS, type TrustField } from './trust-draft';

const valueOf = (trust: Trust, field: TrustField): string =>
  field === 'audiences' ? trust.audiences.join(', ') : (trust[field] ?? '');

/** What an assertion is compared with; a field that is not compared is left out. */
export const TrustFacts = ({ trust }: { trust: Trust }) => {
  const { say } = useTexts();
  const facts = TRUST_FIELDS.map((field): readonly [string, ReactNode] => [
    say(`trust.${field}`),
    valueOf(trust, field),
  ]);
  const keys: readonly [string, ReactNode] = [say('trust.keys'), trust.keyIds.join(', ')];
  return (
    <div className="trust-facts">
      <Facts facts={[...facts, keys].filter(([, value]) => value !== '')} />
    </div>
  );
};
