import { useRef, useState } from 'react';
import { useTexts } from '../frame/speaking';
import { Button } from './button';
import { copyText } from './copied';

/** Text of several lines to be pasted elsewhere, with a button that copies it whole. */
export const CopyBlock = ({ label, text }: { label: string; text: string }) => {
  const { say } = useTexts();
  const block = useRef<HTMLPreElement>(null);
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const select = (): void => {
    if (block.current) window.getSelection()?.selectAllChildren(block.current);
  };
  return (
    <div className="copy-block">
      <pre ref={block} tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <Button
        {...(state === 'copied' ? {} : { 'aria-label': say('copy.what', { what: label }) })}
        onPress={() =>
          void copyText(text, select).then((done) => setState(done ? 'copied' : 'failed'))
        }
      >
        {say(state === 'copied' ? 'copy.done' : 'copy.do')}
      </Button>
      <span role="status" className={state === 'failed' ? 'copy-failed' : 'unseen'}>
        {state === 'copied' ? say('copy.done') : state === 'failed' ? say('copy.failed') : ''}
      </span>
    </div>
  );
};
