import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Problem } from '../api/ask';
import { useTexts } from '../frame/speaking';
import { Button } from './button';
import { ProblemNotice } from './notice';

/** Asks before something that cannot be undone. Escape and "cancel" do nothing. */
export const Confirm = ({
  title,
  children,
  act,
  danger = true,
  busy = false,
  disabled = false,
  problem,
  onAct,
  onClose,
}: {
  title: string;
  children: ReactNode;
  act: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  problem?: Problem | undefined;
  onAct: () => void;
  onClose: () => void;
}) => {
  const { say } = useTexts();
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable={!busy}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="modal">
        <Dialog className="dialog" role={danger ? 'alertdialog' : 'dialog'}>
          <Heading slot="title">{title}</Heading>
          {children}
          <ProblemNotice problem={problem} />
          <div className="acts acts-end">
            <Button onPress={onClose} isDisabled={busy}>
              {say('cancel')}
            </Button>
            <Button
              look={danger ? 'danger' : 'first'}
              busy={busy}
              isDisabled={disabled}
              onPress={onAct}
            >
              {act}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
