import { useState } from 'react';
import type { Constraints } from '../api/views';
import { useTexts } from '../frame/speaking';
import { Field } from '../parts/field';
import { Switch } from '../parts/switch';
import { networksIn, wrongNetworks } from './networks';

const NONE: Constraints = { networks: [], readOnly: false, usersOnly: false };

/** What a new token or secret is restricted to, and whether that can be sent. */
export interface ConstraintsDraft {
  readonly value: Constraints;
  readonly isGood: boolean;
  set(value: Constraints): void;
}

export const useConstraints = (): ConstraintsDraft => {
  const [value, set] = useState(NONE);
  return { value, set, isGood: wrongNetworks(value.networks).length === 0 };
};

/** Optional, and folded: who pastes a token into Okta needs none of it. */
export const ConstraintsChoice = ({ draft: { value, set } }: { draft: ConstraintsDraft }) => {
  const { say } = useTexts();
  const [typed, setTyped] = useState('');
  const wrong = wrongNetworks(value.networks);
  return (
    <details className="fold">
      <summary>{say('constraints.title')}</summary>
      <Field
        label={say('constraints.networks')}
        description={say('constraints.networks.means')}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          set({ ...value, networks: networksIn(text) });
        }}
        error={
          wrong.length > 0
            ? say('constraints.networks.wrong', { which: wrong.join(', ') })
            : undefined
        }
      />
      <Switch isOn={value.readOnly} onChange={(readOnly) => set({ ...value, readOnly })}>
        {say('constraints.read-only')}
      </Switch>
      <Switch isOn={value.usersOnly} onChange={(usersOnly) => set({ ...value, usersOnly })}>
        {say('constraints.users-only')}
      </Switch>
    </details>
  );
};

/** What a token or secret is restricted to, in one line; nothing when it is not. */
export const ConstraintsOf = ({ of: { networks, readOnly, usersOnly } }: { of: Constraints }) => {
  const { say } = useTexts();
  const all = [
    ...(readOnly ? [say('constraints.is.read-only')] : []),
    ...(usersOnly ? [say('constraints.is.users-only')] : []),
    ...(networks.length > 0
      ? [say('constraints.is.networks', { networks: networks.join(', ') })]
      : []),
  ];
  return all.length === 0 ? null : <span className="small constraints">{all.join(' · ')}</span>;
};
