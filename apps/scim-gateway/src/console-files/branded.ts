import type { BrandingView } from '@rollcall/contracts';

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text inside of HTML, in an element or between quotation marks. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (one) => NAMES[one] ?? one);

/**
 * The page with the branding of the installation: its title, and what the console reads of it. It is
 * data in an attribute: nothing of it is run, and the content policy needs no exception.
 */
export const branded = (page: string, branding: BrandingView): string => {
  const title = branding.name === null ? '' : `<title>${escaped(branding.name)}</title>`;
  const data = `<meta name="rollcall-branding" content="${escaped(JSON.stringify(branding))}" />`;
  const titled = title === '' ? page : page.replace(/<title>[^<]*<\/title>/, () => title);
  return titled.replace('</head>', () => `${data}</head>`);
};
