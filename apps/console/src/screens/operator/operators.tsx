import { useEffect } from 'react';
import { useBranding } from '../../frame/branding';
import { Operator } from './operator';
import { Subscriptions } from './subscriptions';

/** The screens about all tenants, in one chunk: operators alone load them. */
export const Operators = ({ path }: { path: string }) => {
  // There the console has the look of the installation.
  const { wear } = useBranding();
  useEffect(() => wear(undefined), [wear]);
  return path === '/subscriptions' ? <Subscriptions /> : <Operator />;
};
