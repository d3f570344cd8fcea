import type { Connection, Provider } from '../../api/views';
import type { Way } from '../../guides/ways';
import { Arriving, later } from '../../frame/later';

const GuidePane = later(async () => (await import('./guide-pane')).GuidePane, 'guide');

/** The guide in a chunk of its own: it comes when a provider was chosen. */
export const LaterGuide = (props: { provider: Provider; connection: Connection; way: Way }) => (
  <Arriving>
    <GuidePane.Shown {...props} />
  </Arriving>
);
