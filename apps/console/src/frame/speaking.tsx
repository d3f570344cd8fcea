import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { languageOf, textsOf, type Language, type Texts } from '../texts/texts';
import { useRemembered } from './remembered';

interface Speaking extends Texts {
  speak(language: Language): void;
  /** `25 Nov 2026, 14:05`. */
  time(iso: string): string;
  day(iso: string): string;
  /** `3 minutes ago`. */
  ago(iso: string): string;
  number(value: number): string;
  /** `40 ms`, `1.3 s`, `10 s`. */
  duration(ms: number): string;
}

const Context = createContext<Speaking | undefined>(undefined);

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The reader's own region, where the browser says one for the language: days before months. */
const regionOf = (language: Language): string =>
  navigator.languages.find((one) => one.startsWith(language)) ?? language;

/** Below a second in milliseconds, below ten in tenths of a second: nobody reads 10,012 ms. */
export const durationOf = (ms: number, format: (value: number) => string): string => {
  if (ms < 999.5) return `${format(Math.round(ms))}${NO_BREAK}ms`;
  const seconds = ms / 1_000;
  return `${format(seconds < 9.95 ? Math.round(seconds * 10) / 10 : Math.round(seconds))}${NO_BREAK}s`;
};

const NO_BREAK = '\u00a0';

const formatsOf = (language: Language) => {
  const region = regionOf(language);
  const time = new Intl.DateTimeFormat(region, { dateStyle: 'medium', timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(region, { dateStyle: 'long' });
  const relative = new Intl.RelativeTimeFormat(region, { numeric: 'auto' });
  const number = new Intl.NumberFormat(region);
  const tenths = new Intl.NumberFormat(region, { maximumFractionDigits: 1 });
  return {
    time: (iso: string) => time.format(new Date(iso)),
    day: (iso: string) => day.format(new Date(iso)),
    number: (value: number) => number.format(value),
    duration: (ms: number) => durationOf(ms, (value) => tenths.format(value)),
    ago: (iso: string) => {
      const seconds = Math.round((Date.parse(iso) - Date.now()) / 1000);
      const [unit, size] = UNITS.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1];
      return relative.format(Math.trunc(seconds / size), unit);
    },
  };
};

/** Gives everything below the texts and the formats of the chosen language. */
export const SpeakingProvider = ({ children }: { children: ReactNode }) => {
  const [language, speak] = useRemembered('language', languageOf(navigator.languages));
  const known: Language = language === 'fr' ? 'fr' : 'en';
  useEffect(() => {
    document.documentElement.lang = known;
  }, [known]);
  const speaking = useMemo(
    () => ({ ...textsOf(known), ...formatsOf(known), speak }),
    [known, speak],
  );
  return (
    <I18nProvider locale={known}>
      <Context.Provider value={speaking}>{children}</Context.Provider>
    </I18nProvider>
  );
};

export const useTexts = (): Speaking => {
  const speaking = useContext(Context);
  if (!speaking) throw new Error('texts are used outside of SpeakingProvider');
  return speaking;
};
