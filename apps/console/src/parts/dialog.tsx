import {
  Dialog as AriaDialog,
  Heading,
  I18nProvider,
  Modal,
  ModalOverlay,
} from 'react-aria-components';
import { useTexts } from '../frame/speaking';
import { Button } from './button';
import type { Question } from './confirm';
import { ProblemNotice } from './notice';

/** The dialog of `Confirm`, in a chunk of its own: it is loaded when it first opens. */
export const Dialog = ({
  title,
  children,
  act,
  danger = true,
  busy = false,
  disabled = false,
  problem,
  onAct,
  onClose,
}: Question) => {
  const { say, language } = useTexts();
  return (
    <I18nProvider locale={language}>
      <ModalOverlay
        className="veil"
        isOpen
        isDismissable={!busy}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <Modal className="modal">
          <AriaDialog className="dialog" role={danger ? 'alertdialog' : 'dialog'}>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (!busy) onAct();
              }}
            >
              <Heading slot="title">{title}</Heading>
              {children}
              <ProblemNotice problem={problem} />
              <div className="acts acts-end">
                <Button onPress={onClose} isDisabled={busy}>
                  {say('cancel')}
                </Button>
                <Button
                  type="submit"
                  look={danger ? 'danger' : 'first'}
                  busy={busy}
                  isDisabled={disabled}
                >
                  {act}
                </Button>
              </div>
            </form>
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  );
};
