/** `pl_01M8…4FNA`, `sha256:9f3c…a41e`, `7c65…7438`: enough to tell apart; the whole is one click away. */
export function shorten(text: string): string {
  const at = Math.max(text.lastIndexOf(':'), text.lastIndexOf('_')) + 1;
  const rest = text.slice(at);
  return rest.length <= 10 ? text : `${text.slice(0, at)}${rest.slice(0, 4)}…${rest.slice(-4)}`;
}
