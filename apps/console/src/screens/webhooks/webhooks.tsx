import { useEffect } from 'react';
import { useBranding } from '../../frame/branding';
import { Endpoint } from './endpoint';
import { EndpointList } from './endpoint-list';

/** What the events are posted to: all endpoints, or one of them. Operators alone load it. */
export const Webhooks = ({ name }: { name: string | undefined }) => {
  // There the console has the look of the installation.
  const { wear } = useBranding();
  useEffect(() => wear(undefined), [wear]);
  return name === undefined ? <EndpointList /> : <Endpoint key={name} name={name} />;
};
