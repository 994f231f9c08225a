/** The name of a unit by its code; the code itself where the directory does not know it. */
export function unitNames(
  units: readonly { readonly unit: string; readonly name: string }[],
): (unit: string) => string {
  const names = new Map(units.map(({ unit, name }) => [unit, name]));
  return (unit) => names.get(unit) ?? unit;
}
