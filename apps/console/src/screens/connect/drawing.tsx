import type { Picture } from '../../guides/guide';
import { filled } from '../../guides/fill';
import { useTexts } from '../../frame/speaking';
import { draw, heightOf, WIDTH, wordsOf, type Shape } from '../../guides/picture';

/** A guide's drawing, in the colours of the theme; it says that it is one. */
export const Drawing = ({
  picture,
  values,
}: {
  picture: Picture;
  values: Readonly<Record<string, string>>;
}) => {
  const { say } = useTexts();
  const word = say('guide.drawing');
  const shown: Picture = {
    ...picture,
    lines: picture.lines.map((line) => ({ ...line, value: filled(line.value, values) })),
  };
  return (
    <figure className="drawing-frame">
      <svg
        className="drawing"
        viewBox={`0 0 ${WIDTH} ${heightOf(shown)}`}
        role="img"
        aria-label={wordsOf(shown, word)}
      >
        {draw(shown, word).map((shape, at) => (
          <OneShape key={at} shape={shape} />
        ))}
      </svg>
      <figcaption className="small">{say('guide.drawing.means')}</figcaption>
    </figure>
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
          textAnchor={shape.anchor ?? 'start'}
        >
          {shape.text}
        </text>
      );
  }
};
