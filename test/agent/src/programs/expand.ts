/**
 * Replaces `$(NAME)` by the value of a variable that is defined, leaves references to others as they are, and turns `$$` into
 * `$` (Kubernetes API reference, EnvVar.value and Container.args; third_party/forked/golang/expansion).
 */
export function expand(text: string, variables: ReadonlyMap<string, string>): string {
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const here = text[at];
    if (here !== '$') {
      result += here;
      continue;
    }
    const next = text[at + 1];
    const end = next === '(' ? text.indexOf(')', at + 2) : -1;
    if (next === '$') {
      result += '$';
      at += 1;
    } else if (end >= 0) {
      const name = text.slice(at + 2, end);
      result += variables.get(name) ?? `$(${name})`;
      at = end;
    } else {
      result += '$';
    }
  }
  return result;
}
