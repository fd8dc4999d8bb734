/** The stop button of every header. */
export function KillControl() {
  return null;
}
