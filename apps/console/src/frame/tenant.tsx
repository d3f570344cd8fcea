import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { tenants } from '../api/admin';
import { useAnswer } from '../api/answer';
import type { Tenant } from '../api/views';
import { ProblemNotice } from '../parts/notice';
import { Waiting } from '../parts/screen';
import { useSigned } from './session';

interface OneTenant {
  readonly tenant: Tenant;
  /** False for a viewer: the acts are not shown. */
  readonly mayChange: boolean;
  again(): Promise<void>;
}

const Context = createContext<OneTenant | undefined>(undefined);

/** The tenant that the address names, for its screens. */
export const TenantProvider = ({ id, children }: { id: string; children: ReactNode }) => {
  const { session } = useSigned();
  const { value: tenant, problem, again } = useAnswer(id, () => tenants.one(id));
  const mayChange = session?.role !== 'viewer';
  const one = useMemo(
    () => (tenant ? { tenant, mayChange, again } : undefined),
    [tenant, mayChange, again],
  );
  if (problem && !one) return <ProblemNotice problem={problem} />;
  if (!one) return <Waiting />;
  return <Context.Provider value={one}>{children}</Context.Provider>;
};

export const useTenant = (): OneTenant => {
  const one = useContext(Context);
  if (!one) throw new Error('a tenant is used outside of TenantProvider');
  return one;
};
