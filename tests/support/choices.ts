/** All ways to choose `count` of the places 0 to `places` - 1. */
export function choices(places: number, count: number): number[][] {
  if (count === 0) return [[]];
  if (places < count) return [];
  return [...choices(places - 1, count), ...choices(places - 1, count - 1).map((rest) => [...rest, places - 1])];
}
