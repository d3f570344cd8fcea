import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { inLanguage } from '../texts/in-language';
import type { Language, Texts } from '../texts/texts';
import { useBranding } from './branding';
import { spokenIn, type Spoken } from './language';
import { remember } from './memory';

interface Speaking extends Texts {
  speak(language: Language): void;
  /** `25 Nov 2026, 14:05`. */
  time(iso: string): string;
  /** Of an instant, or of a day of the calendar (`2026-12-07`). */
  day(iso: string): string;
  /** `08:24`, in the reader's time zone. */
  hour(iso: string): string;
  /** The reader's time zone by name: `Central European Time`. */
  zone(): string;
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

const DAY_LENGTH = '2026-12-07'.length;

/** The reader's region, if the browser has one for the language: it decides the form of dates. */
const regionOf = (language: Language): string =>
  navigator.languages.find((one) => one.startsWith(language)) ?? language;

/** Below a second in milliseconds, below ten in tenths of a second, then in seconds. */
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
  const calendar = new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone: 'UTC' });
  const hour = new Intl.DateTimeFormat(region, { timeStyle: 'short' });
  const zone = new Intl.DateTimeFormat(region, { timeZoneName: 'longGeneric' });
  const relative = new Intl.RelativeTimeFormat(region, { numeric: 'auto' });
  const number = new Intl.NumberFormat(region);
  const tenths = new Intl.NumberFormat(region, { maximumFractionDigits: 1 });
  return {
    time: (iso: string) => time.format(new Date(iso)),
    day: (iso: string) => (iso.length === DAY_LENGTH ? calendar : day).format(new Date(iso)),
    hour: (iso: string) => hour.format(new Date(iso)),
    zone: () =>
      zone.formatToParts(new Date()).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    number: (value: number) => number.format(value),
    duration: (ms: number) => durationOf(ms, (value) => tenths.format(value)),
    ago: (iso: string) => {
      const seconds = Math.round((Date.parse(iso) - Date.now()) / 1000);
      const [unit, size] = UNITS.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1];
      return relative.format(Math.trunc(seconds / size), unit);
    },
  };
};

/** Provides the texts and formats of the chosen language to all components below. `first` is loaded. */
export const SpeakingProvider = ({ first, children }: { first: Spoken; children: ReactNode }) => {
  const [{ language, table }, show] = useState(first);
  const speak = useCallback((next: Language): void => {
    remember('language', next);
    // These texts stay until the others are loaded, also if that fails.
    spokenIn(next).then(show, () => undefined);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const name = useBranding().branding.name ?? undefined;
  const speaking = useMemo(
    () => ({ ...inLanguage(language, table, name), ...formatsOf(language), speak }),
    [language, table, name, speak],
  );
  return <Context.Provider value={speaking}>{children}</Context.Provider>;
};

export const useTexts = (): Speaking => {
  const speaking = useContext(Context);
  if (!speaking) throw new Error('texts are used outside of SpeakingProvider');
  return speaking;
};
