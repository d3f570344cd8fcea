import { useEffect } from 'react';
import { useRemembered } from './remembered';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Light or dark as chosen; as the system says otherwise. The styles read `data-theme`. */
export const useTheme = (): [Theme, (theme: Theme) => void] => {
  const [kept, choose] = useRemembered('theme', 'system');
  const theme = THEMES.find((one) => one === kept) ?? 'system';
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const show = (): void => {
      const shown = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme;
      document.documentElement.dataset['theme'] = shown;
    };
    show();
    system.addEventListener('change', show);
    return () => system.removeEventListener('change', show);
  }, [theme]);
  return [theme, choose];
};
