const sizes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

const short = (value: number): string => String(Number(value.toFixed(value < 10 ? 2 : 1)));

/** `1.5 GiB` */
export function bytes(count: number): string {
  const power = count < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log2(count) / 10));
  return `${short(count / 1024 ** power)} ${sizes[power] ?? ""}`;
}

/** `1.5 CPU` of 1500 thousandths. */
export const cpu = (millis: number): string => `${short(millis / 1000)} CPU`;

/** `1 policy`, `2 policies` */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${String(number)} ${number === 1 ? one : many}`;

/** Breaks `text` at spaces into lines of at most `width`; line breaks in it stay. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const lines: string[] = [];
    let rest = line.trimEnd();
    while (rest.length > width) {
      const at = rest.lastIndexOf(" ", width);
      const end = at > 0 ? at : rest.indexOf(" ", width);
      if (end < 0) break;
      lines.push(rest.slice(0, end));
      rest = rest.slice(end + 1);
    }
    return [...lines, rest];
  });
}
