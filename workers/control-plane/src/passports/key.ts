/** Name of a passport as Helm key and file name: lower-case letters, digits and dashes. */
export function passportKey(name: string): string {
  const key = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return key === '' ? 'passport' : key;
}
