// Fills that differ without colour too: full, stripes one way and the other, dots, and lines.
export const PATTERNS = 6;

const COLOURS = ["#4a6ef0", "#12906b", "#c4761b", "#a14fc4", "#cf4a6b", "#3b93b8"] as const;

export function patternOf(index: number): string {
  return `lx-pattern-${index % PATTERNS}`;
}

function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] ?? COLOURS[0];
}

export function PatternDefinitions({ count }: { readonly count: number }) {
  return Array.from({ length: count }, (_, index) => <Pattern key={patternOf(index)} index={index} />);
}

/** The same fill in a legend. */
export function Swatch({ index }: { readonly index: number }) {
  const id = `lx-swatch-${index % PATTERNS}`;
  return (
    <svg width="12" height="12" aria-hidden="true">
      <defs>
        <Pattern index={index} id={id} />
      </defs>
      <rect width="12" height="12" rx="3" fill={`url(#${id})`} />
    </svg>
  );
}

function Pattern({ index, id = patternOf(index) }: { readonly index: number; readonly id?: string }) {
  const marks = [
    null,
    <path key="m" d="M0 6L6 0" />,
    <path key="m" d="M0 0L6 6" />,
    <circle key="m" cx="3" cy="3" r="0.8" />,
    <path key="m" d="M0 3H6" />,
    <path key="m" d="M3 0V6" />,
  ];
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" fill={colourOf(index)} />
      <g stroke="rgb(255 255 255 / 65%)" strokeWidth="1.4">
        {marks[index % PATTERNS]}
      </g>
    </pattern>
  );
}
