import { createContext, useContext, useLayoutEffect, useState, type ReactNode } from 'react';
import type { Branding } from '../api/views';

/** Nothing is set: the console shows itself, and its texts say "this product". */
const UNBRANDED: Branding = {
  name: null,
  logo: null,
  support: null,
  returnUrl: null,
  shades: null,
};

/** What the page was served with: the branding of the installation. */
const installed = (): Branding => {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="rollcall-branding"]');
  return meta ? (JSON.parse(meta.content) as Branding) : UNBRANDED;
};

interface Branded {
  readonly branding: Branding;
  /** Of a tenant, or of the person that a link was made for; without one, of the installation. */
  wear(branding?: Branding): void;
}

/** Without a provider nothing is set. */
const Context = createContext<Branded>({ branding: UNBRANDED, wear: () => undefined });

const THEMES = ['light', 'dark'] as const;
const SHADES = ['accent', 'strong', 'on', 'wash'] as const;

/** The styles read these variables (ground.css). Set by script: the content policy allows no style in the page. */
const paint = ({ shades }: Branding): void => {
  const { style } = document.documentElement;
  for (const theme of THEMES)
    for (const shade of SHADES) {
      const variable = `--brand-${shade}-${theme}`;
      if (shades) style.setProperty(variable, shades[theme][shade]);
      else style.removeProperty(variable);
    }
};

const showIcon = ({ logo }: Branding): void => {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!icon) return;
  icon.dataset['own'] ??= icon.href;
  icon.href = logo ?? icon.dataset['own'];
  icon.type = logo?.startsWith('data:image/png') ? 'image/png' : 'image/svg+xml';
};

/** What the console calls and shows of the product, for everything below. */
export const BrandingProvider = ({ children }: { children: ReactNode }) => {
  const [own] = useState(installed);
  const [worn, setWorn] = useState<Branding>();
  const branding = worn ?? own;
  useLayoutEffect(() => {
    paint(branding);
    showIcon(branding);
  }, [branding]);
  return <Context.Provider value={{ branding, wear: setWorn }}>{children}</Context.Provider>;
};

export const useBranding = (): Branded => useContext(Context);
