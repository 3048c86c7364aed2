// One line chart as SVG, both axes by powers of ten. It brings its own colours for light and dark, so that it can be read in both.
type Series = { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] };
export type Chart = {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly Series[];
};

const WIDTH = 720;
const HEIGHT = 380;
const LEFT = 64;
const RIGHT = 210;
const TOP = 44;
const BOTTOM = 52;
/** Told apart by those who see colours differently, and by their dashes by everybody. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9"];
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "1 2", "12 4"];

export function chartSvg({ title, xTitle, yTitle, series }: Chart): string {
  const xs = rangeOf(series.flatMap(({ points }) => points.map(([x]) => x)));
  const ys = rangeOf(series.flatMap(({ points }) => points.map(([, y]) => y)));
  const x = scale(xs, LEFT, WIDTH - RIGHT);
  const y = scale(ys, HEIGHT - BOTTOM, TOP);
  const grid = [
    ...powersOf(xs).map(
      (at) => `${line(x(at), TOP, x(at), HEIGHT - BOTTOM)}${text(x(at), HEIGHT - BOTTOM + 18, words(at), "middle")}`,
    ),
    ...powersOf(ys).map(
      (at) => `${line(LEFT, y(at), WIDTH - RIGHT, y(at))}${text(LEFT - 8, y(at) + 4, words(at), "end")}`,
    ),
  ];
  const lines = series.map(({ name, points }, index) => {
    const style = `stroke="${COLOURS[index % COLOURS.length]}" stroke-dasharray="${DASHES[index % DASHES.length]}"`;
    const path = points.map(([px, py], at) => `${at === 0 ? "M" : "L"}${round(x(px))} ${round(y(py))}`).join("");
    const dots = points
      .map(([px, py]) => `<circle cx="${round(x(px))}" cy="${round(y(py))}" r="3" ${style} />`)
      .join("");
    const key = TOP + 16 + index * 20;
    const legend = `<path d="M${WIDTH - RIGHT + 14} ${key - 4}h24" ${style} />${text(WIDTH - RIGHT + 44, key, name, "start")}`;
    return `<path d="${path}" ${style} />${dots}${legend}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">
<style>
  svg { background: #fff; font: 12px system-ui, sans-serif; }
  text { fill: #222; } line { stroke: #ddd; } path, circle { fill: none; stroke-width: 2; }
  @media (prefers-color-scheme: dark) { svg { background: #161b22; } text { fill: #ddd; } line { stroke: #333; } }
</style>
<text x="${LEFT}" y="24" font-size="15">${escaped(title)}</text>
${grid.join("\n")}
${lines.join("\n")}
${text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, xTitle, "middle")}
<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${escaped(yTitle)}</text>
</svg>
`;
}

type Range = { readonly from: number; readonly to: number };

/** Whole powers of ten around the values, as exponents. */
function rangeOf(values: readonly number[]): Range {
  const shown = values.filter((value) => value > 0 && Number.isFinite(value));
  const from = Math.floor(Math.log10(Math.min(...shown)));
  return { from, to: Math.max(from + 1, Math.ceil(Math.log10(Math.max(...shown)))) };
}

function scale({ from, to }: Range, start: number, end: number): (value: number) => number {
  return (value) => start + ((Math.log10(value) - from) / (to - from)) * (end - start);
}

function powersOf({ from, to }: Range): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" />`;
}

function text(x: number, y: number, content: string, anchor: "start" | "middle" | "end"): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

function words(value: number): string {
  return value >= 1 ? value.toLocaleString("en") : String(Number(value.toPrecision(1)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
