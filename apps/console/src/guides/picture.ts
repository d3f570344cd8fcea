import type { Picture } from './guide';

/** A drawing as shapes; each has a role, which the console colours by theme and the docs by a palette. */
export type Role =
  | 'window'
  | 'bar'
  | 'title'
  | 'label'
  | 'box'
  | 'marked'
  | 'value'
  | 'sign'
  | 'number'
  | 'button'
  | 'press';

export type Shape =
  | {
      readonly kind: 'rect';
      readonly role: Role;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
    }
  | {
      readonly kind: 'circle';
      readonly role: Role;
      readonly x: number;
      readonly y: number;
      readonly radius: number;
    }
  | {
      readonly kind: 'text';
      readonly role: Role;
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly text: string;
      readonly anchor?: 'middle' | 'end';
    };

export const WIDTH = 640;
const LEFT = 62;
const ROW = 62;
const TOP = 58;
const CHARACTER = 9;

export const heightOf = ({ lines }: Picture): number => TOP + lines.length * ROW + 62;

const lineShapes = (picture: Picture, at: number): readonly Shape[] => {
  const line = picture.lines[at] as Picture['lines'][number];
  const y = TOP + at * ROW;
  const number = picture.lines.slice(0, at + 1).filter(({ marked }) => marked).length;
  const sign: readonly Shape[] = line.marked
    ? [
        { kind: 'circle', role: 'sign', x: 34, y: y + 38, radius: 13 },
        {
          kind: 'text',
          role: 'number',
          x: 34,
          y: y + 43,
          size: 14,
          text: String(number),
          anchor: 'middle',
        },
      ]
    : [];
  return [
    ...sign,
    { kind: 'text', role: 'label', x: LEFT, y: y + 16, size: 13, text: line.label },
    {
      kind: 'rect',
      role: line.marked ? 'marked' : 'box',
      x: LEFT,
      y: y + 23,
      width: WIDTH - LEFT - 28,
      height: 31,
      radius: 5,
    },
    { kind: 'text', role: 'value', x: LEFT + 12, y: y + 43, size: 14, text: line.value },
  ];
};

/** The shapes of a form, back to front; `word` says on it that it is a drawing. */
export const draw = (picture: Picture, word: string): readonly Shape[] => {
  const height = heightOf(picture);
  const wide = Math.max(90, picture.button.length * CHARACTER + 36);
  return [
    { kind: 'rect', role: 'window', x: 1, y: 1, width: WIDTH - 2, height: height - 2, radius: 10 },
    { kind: 'rect', role: 'bar', x: 1, y: 1, width: WIDTH - 2, height: 40, radius: 10 },
    { kind: 'text', role: 'title', x: 20, y: 27, size: 15, text: picture.title },
    { kind: 'text', role: 'label', x: WIDTH - 20, y: 27, size: 12, text: word, anchor: 'end' },
    ...picture.lines.flatMap((_, at) => lineShapes(picture, at)),
    { kind: 'rect', role: 'button', x: LEFT, y: height - 50, width: wide, height: 32, radius: 6 },
    {
      kind: 'text',
      role: 'press',
      x: LEFT + wide / 2,
      y: height - 29,
      size: 14,
      text: picture.button,
      anchor: 'middle',
    },
  ];
};

/** What the drawing says, for a reader who does not see it. */
export const wordsOf = ({ title, lines, button }: Picture, word: string): string =>
  `${word}: ${title}: ${lines.map(({ label, value }) => `${label}: ${value}`).join('; ')}; [${button}]`;

const PALETTE: Readonly<Record<Role, string>> = {
  window: 'fill="#ffffff" stroke="#c3cbd6"',
  bar: 'fill="#eef1f5"',
  title: 'fill="#1a2230" font-weight="600"',
  label: 'fill="#4b586b"',
  box: 'fill="#ffffff" stroke="#c3cbd6"',
  marked: 'fill="#eef5ff" stroke="#1f5eb8" stroke-width="2"',
  value: 'fill="#1a2230"',
  sign: 'fill="#1f5eb8"',
  number: 'fill="#ffffff" font-weight="700"',
  button: 'fill="#1f5eb8"',
  press: 'fill="#ffffff" font-weight="600"',
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const printers: { readonly [K in Shape['kind']]: (shape: Extract<Shape, { kind: K }>) => string } =
  {
    rect: ({ role, x, y, width, height, radius }) =>
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" ${PALETTE[role]}/>`,
    circle: ({ role, x, y, radius }) =>
      `<circle cx="${x}" cy="${y}" r="${radius}" ${PALETTE[role]}/>`,
    text: ({ role, x, y, size, text, anchor }) =>
      `<text x="${x}" y="${y}" font-size="${size}"${anchor ? ` text-anchor="${anchor}"` : ''} ${PALETTE[role]}>${escaped(text)}</text>`,
  };

/** The drawing as a file of its own. */
export const svgOf = (picture: Picture, word: string): string => {
  const height = heightOf(picture);
  const shapes = draw(picture, word).map((shape) =>
    (printers[shape.kind] as (one: Shape) => string)(shape),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, sans-serif">
<title>${escaped(wordsOf(picture, word))}</title>
${shapes.join('\n')}
</svg>
`;
};
