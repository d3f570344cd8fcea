import { contrast, mix } from './contrast';

/** What text of the accent colour stands on in each theme: apps/console/src/styles/ground.css. */
export const GROUNDS = {
  light: { ground: '#f5f7fa', surface: '#ffffff', sunken: '#eef1f5' },
  dark: { ground: '#12161d', surface: '#1b212b', sunken: '#232a36' },
} as const;

/** Of text, by WCAG 2.2 criterion 1.4.3 (level AA). */
const READABLE = 4.5;
const WHITE = '#ffffff';
const BLACK = '#000000';
const INK = '#0c1a30';
const STEPS = 100;

/** The accent colour as one theme uses it. */
export interface Shades {
  readonly accent: string;
  /** Under the pointer. */
  readonly strong: string;
  /** Of text on the accent. */
  readonly on: string;
  /** Behind what is marked. */
  readonly wash: string;
}

type Theme = keyof typeof GROUNDS;

const worst = (colour: string, theme: Theme): number =>
  Math.min(...Object.values(GROUNDS[theme]).map((ground) => contrast(colour, ground)));

/** The first colour on the way to `end` that can be read on every ground of the theme. */
const readable = (colour: string, theme: Theme, end: string): string => {
  const way = Array.from({ length: STEPS + 1 }, (_, at) => mix(colour, end, at / STEPS));
  return way.find((one) => worst(one, theme) >= READABLE) ?? end;
};

/** The strongest wash on which the accent can still be read. */
const washOf = (accent: string, surface: string, most: number): string => {
  const washes = Array.from({ length: STEPS }, (_, at) =>
    mix(surface, accent, most * (1 - at / STEPS)),
  );
  return washes.find((wash) => contrast(accent, wash) >= READABLE) ?? surface;
};

/**
 * Why a colour cannot be the accent; undefined when it can. It is shown as it was given on the light
 * theme, so it must be readable there: another shade would not be the company's colour.
 */
export const accentProblem = (accent: string): string | undefined => {
  const ratio = worst(accent, 'light');
  if (ratio >= READABLE) return undefined;
  const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
  return `has a contrast of ${shown}:1 on the light ground, and text needs ${READABLE}:1 (WCAG 2.2, 1.4.3). The nearest shade that has it is ${readable(accent, 'light', BLACK)}`;
};

/** The shades of both themes. No colour is readable on both: the dark theme has a lighter one. */
export const shadesOf = (accent: string): Readonly<Record<Theme, Shades>> => {
  const dark = readable(accent, 'dark', WHITE);
  return {
    light: {
      accent,
      strong: mix(accent, BLACK, 0.2),
      on: WHITE,
      wash: washOf(accent, GROUNDS.light.surface, 0.1),
    },
    dark: {
      accent: dark,
      strong: mix(dark, WHITE, 0.25),
      on: INK,
      wash: washOf(dark, GROUNDS.dark.surface, 0.2),
    },
  };
};
