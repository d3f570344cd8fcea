import { createContext, useContext, useId, type ReactNode, type Ref } from 'react';

interface Group {
  readonly open: string | null;
  onOpen(id: string | null): void;
}

const Context = createContext<Group>({ open: null, onOpen: () => undefined });

/** Parts of a page that open one at a time. */
export const Disclosures = ({
  open,
  onOpen,
  className,
  children,
}: Group & { className: string; children: ReactNode }) => (
  <div className={className}>
    <Context.Provider value={{ open, onOpen }}>{children}</Context.Provider>
  </div>
);

/** One of them: a heading that opens and closes it. What is typed in it stays while it is closed. */
export const Disclosure = ({
  id,
  className,
  heading,
  headingRef,
  children,
}: {
  id: string;
  className: string;
  heading: ReactNode;
  headingRef?: Ref<HTMLButtonElement>;
  children: ReactNode;
}) => {
  const { open, onOpen } = useContext(Context);
  const own = useId();
  const isOpen = open === id;
  return (
    <div className={className} {...(isOpen ? { 'data-expanded': true } : {})}>
      <h2 className="step-heading">
        <button
          type="button"
          id={`${own}-heading`}
          className="step-button"
          aria-expanded={isOpen}
          aria-controls={`${own}-panel`}
          ref={headingRef}
          onClick={() => onOpen(isOpen ? null : id)}
        >
          {heading}
        </button>
      </h2>
      <div
        id={`${own}-panel`}
        role="group"
        aria-labelledby={`${own}-heading`}
        className="step-panel"
        hidden={!isOpen}
      >
        {children}
      </div>
    </div>
  );
};
