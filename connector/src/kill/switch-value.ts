/** Kill-switch values (policy.md): unset, empty, `0`, `false`, `off` (trimmed, any case) are off; anything else is on. */
export function isOn(value: string | undefined): boolean {
  const text = (value ?? '').trim().toLowerCase();
  return !(text === '' || text === '0' || text === 'false' || text === 'off');
}
