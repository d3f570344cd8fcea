import type { MouseEvent, ReactNode } from 'react';
import { address, go } from '../frame/paths';

interface Props {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly current?: boolean;
}

const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A link inside the console; with a modifier key it is a link like any other. */
export const Link = ({ to, children, className, current = false }: Props) => (
  <a
    href={address(to)}
    className={className}
    aria-current={current ? 'page' : undefined}
    onClick={(event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      go(to);
    }}
  >
    {children}
  </a>
);
