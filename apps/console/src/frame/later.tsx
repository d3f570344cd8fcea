import {
  Component,
  lazy,
  Suspense,
  type ComponentType,
  type LazyExoticComponent,
  type ReactNode,
} from 'react';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { Waiting } from '../parts/screen';
import { loadTexts, type LateTexts } from '../texts/load';
import { useTexts } from './speaking';

interface Later<Props extends object> {
  readonly Shown: LazyExoticComponent<ComponentType<Props>>;
  /** Asks for the chunk before it is shown. */
  ahead(): void;
}

/** A component in a chunk of its own, which is loaded with its texts when it is shown. */
export const later = <Props extends object>(
  component: () => Promise<ComponentType<Props>>,
  ...texts: readonly LateTexts[]
): Later<Props> => {
  const load = async () => (await Promise.all([component(), ...texts.map(loadTexts)]))[0];
  return {
    Shown: lazy(async () => ({ default: await load() })),
    // When it fails it fails again where it is shown, and is said there.
    ahead: () => void load().catch(() => undefined),
  };
};

/** Around what comes later: that it is on its way, or that it did not come. */
export const Arriving = ({ children }: { children: ReactNode }) => (
  <Missing>
    <Suspense fallback={<Waiting />}>{children}</Suspense>
  </Missing>
);

/** A chunk did not come: no network, or a newer version took its place and it is gone. */
class Missing extends Component<{ children: ReactNode }, { missing: boolean }> {
  override state = { missing: false };

  static getDerivedStateFromError(): { missing: boolean } {
    return { missing: true };
  }

  override render(): ReactNode {
    return this.state.missing ? <NotLoaded /> : this.props.children;
  }
}

const NotLoaded = () => {
  const { say } = useTexts();
  return (
    <Notice tone="bad" title={say('later.missing')}>
      <p>{say('later.missing.do')}</p>
      <Button onPress={() => window.location.reload()}>{say('later.reload')}</Button>
    </Notice>
  );
};
