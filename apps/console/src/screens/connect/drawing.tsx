import type { Picture } from '../../guides/guide';
import { filled } from '../../guides/fill';
import { draw, heightOf, WIDTH, wordsOf, type Shape } from '../../guides/picture';

/** A guide's drawing, in the colours of the theme. */
export const Drawing = ({
  picture,
  values,
}: {
  picture: Picture;
  values: Readonly<Record<string, string>>;
}) => {
  const shown: Picture = {
    ...picture,
    lines: picture.lines.map((line) => ({ ...line, value: filled(line.value, values) })),
  };
  return (
    <svg
      className="drawing"
      viewBox={`0 0 ${WIDTH} ${heightOf(shown)}`}
      role="img"
      aria-label={wordsOf(shown)}
    >
      {draw(shown).map((shape, at) => (
        <OneShape key={at} shape={shape} />
      ))}
    </svg>
  );
};

const OneShape = ({ shape }: { shape: Shape }) => {
  const className = `drawing-${shape.role}`;
  switch (shape.kind) {
    case 'rect':
      return (
        <rect
          className={className}
          x={shape.x}
          y={shape.y}
          width={shape.width}
          height={shape.height}
          rx={shape.radius}
        />
      );
    case 'circle':
      return <circle className={className} cx={shape.x} cy={shape.y} r={shape.radius} />;
    case 'text':
      return (
        <text
          className={className}
          x={shape.x}
          y={shape.y}
          fontSize={shape.size}
          textAnchor={shape.middle ? 'middle' : 'start'}
        >
          {shape.text}
        </text>
      );
  }
};
