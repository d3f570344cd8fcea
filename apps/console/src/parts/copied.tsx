import { useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../frame/speaking';
import { Button } from './button';

/** Without HTTPS a browser has no clipboard to write to; the selected text can still be copied. */
export const copyText = async (text: string, select: () => void): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select();
    return document.execCommand('copy');
  }
};

type Box = HTMLInputElement & HTMLTextAreaElement;

/** A value to be pasted elsewhere, with a button that copies it. */
export const CopyField = ({
  label,
  value,
  rows,
  onCopied,
}: {
  label: string;
  value: string;
  /** Of a text of several lines. */
  rows?: number;
  onCopied?: () => void;
}) => {
  const { say } = useTexts();
  const id = useId();
  const box = useRef<Box>(null);
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => setState('idle'), [value]);
  return (
    <div className="copy">
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        {rows ? (
          <textarea id={id} readOnly value={value} rows={rows} className="field-box" ref={box} />
        ) : (
          <input
            id={id}
            readOnly
            value={value}
            className="field-box copy-box"
            ref={box}
            onFocus={() => box.current?.select()}
            onKeyDown={(event) => {
              // Nothing is typed here, so Enter must not send the form around it.
              if (event.key === 'Enter') event.preventDefault();
            }}
          />
        )}
      </div>
      <Button
        {...(state === 'copied' ? {} : { 'aria-label': say('copy.what', { what: label }) })}
        onPress={() =>
          void copyText(value, () => box.current?.select()).then((done) => {
            setState(done ? 'copied' : 'failed');
            if (done) onCopied?.();
          })
        }
      >
        {state === 'copied' ? say('copy.done') : say('copy.do')}
      </Button>
      <span role="status" className={state === 'failed' ? 'copy-failed' : 'unseen'}>
        {state === 'copied' ? say('copy.done') : state === 'failed' ? say('copy.failed') : ''}
      </span>
    </div>
  );
};

/** Names, one a line, with a button that copies all of them when `act` says what it does. */
export const CopyList = ({
  label,
  items,
  act,
}: {
  label: string;
  items: readonly string[];
  act?: string;
}) => {
  const { say } = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const select = (): void => {
    if (list.current) window.getSelection()?.selectAllChildren(list.current);
  };
  return (
    <div className="copy-list">
      <ul aria-label={label} ref={list}>
        {items.map((item) => (
          <li key={item}>
            <code>{item}</code>
          </li>
        ))}
      </ul>
      {act ? (
        <Button
          onPress={() =>
            void copyText(items.join('\n'), select).then((done) =>
              setState(done ? 'copied' : 'failed'),
            )
          }
        >
          {state === 'copied' ? say('copy.done') : act}
        </Button>
      ) : null}
      <span role="status" className={state === 'failed' ? 'copy-failed' : 'unseen'}>
        {state === 'copied' ? say('copy.done') : state === 'failed' ? say('copy.failed') : ''}
      </span>
    </div>
  );
};
