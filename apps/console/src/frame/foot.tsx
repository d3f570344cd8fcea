import { useBranding } from './branding';
import { useSigned } from './session';
import { useTexts } from './speaking';

/** A mail address becomes a `mailto:` link. */
const linkTo = (support: string): string => (support.includes(':') ? support : `mailto:${support}`);

/** A link back to the product; nothing where its address is not configured. */
export const ReturnLink = () => {
  const { say } = useTexts();
  const { returnUrl } = useBranding().branding;
  return returnUrl ? <a href={returnUrl}>{say('foot.back')}</a> : null;
};

/** The foot of every page: the link back, and the support address. */
export const Foot = () => {
  const { say } = useTexts();
  const { returnUrl, support } = useBranding().branding;
  // An operator came without a link.
  const isOperator = useSigned().session?.role === 'operator';
  if (!returnUrl && !support) return null;
  return (
    <footer className="foot">
      <ReturnLink />
      {support ? (
        <a href={linkTo(support)}>{say(isOperator ? 'foot.help.operator' : 'foot.help')}</a>
      ) : null}
    </footer>
  );
};
