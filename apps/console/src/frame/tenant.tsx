import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { tenants } from '../api/admin';
import { useAnswer } from '../api/answer';
import type { Problem } from '../api/ask';
import type { Tenant } from '../api/views';
import { Link } from '../parts/link';
import { ProblemNotice } from '../parts/notice';
import { Screen, Waiting } from '../parts/screen';
import { useBranding } from './branding';
import { useSigned } from './session';
import { useTexts } from './speaking';

interface OneTenant {
  readonly tenant: Tenant;
  /** False for a viewer: the acts are not shown. */
  readonly mayChange: boolean;
  again(): Promise<void>;
}

const Context = createContext<OneTenant | undefined>(undefined);

/** The tenant that the address names, for its screens. */
export const TenantProvider = ({
  id,
  otherwise,
  children,
}: {
  id: string;
  /** What stands round that it is on its way, or is not there. */
  otherwise: (content: ReactNode) => ReactNode;
  children: ReactNode;
}) => {
  const { session } = useSigned();
  const { value: tenant, problem, again } = useAnswer(id, () => tenants.one(id));
  const { value: branding } = useAnswer(`branding ${id}`, () => tenants.branding(id));
  const { wear } = useBranding();
  // It stays when the tenant is left: the page that says that a session ended is still theirs.
  useEffect(() => {
    if (branding) wear(branding);
  }, [branding, wear]);
  const mayChange = session?.role !== 'viewer';
  const one = useMemo(
    () => (tenant ? { tenant, mayChange, again } : undefined),
    [tenant, mayChange, again],
  );
  if (!one) return otherwise(problem ? <NotThere problem={problem} /> : <Waiting />);
  return <Context.Provider value={one}>{children}</Context.Provider>;
};

const NotThere = ({ problem }: { problem: Problem }) => {
  const { say } = useTexts();
  return (
    <Screen title={say('nowhere.title')}>
      <ProblemNotice problem={problem} />
      <Link to="/">{say('nowhere.home')}</Link>
    </Screen>
  );
};

export const useTenant = (): OneTenant => {
  const one = useContext(Context);
  if (!one) throw new Error('a tenant is used outside of TenantProvider');
  return one;
};
