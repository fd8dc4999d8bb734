/** The command palette and the list of shortcuts. */
export function Palette() {
  return null;
}
