/** Marks text for a terminal, or leaves it alone. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
}

const code = (open: number, close: number) => (text: string) =>
  `\u001b[${String(open)}m${text}\u001b[${String(close)}m`;
const same = (text: string): string => text;

/** Colours when `color`, else plain text. */
export const style = (color: boolean): Style =>
  color
    ? { bold: code(1, 22), dim: code(2, 22), red: code(31, 39), yellow: code(33, 39), green: code(32, 39) }
    : { bold: same, dim: same, red: same, yellow: same, green: same };
