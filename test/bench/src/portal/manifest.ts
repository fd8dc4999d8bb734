/** Vite's manifest, as far as it is read here. */
export type Manifest = Readonly<
  Record<
    string,
    { file: string; isEntry?: boolean; isDynamicEntry?: boolean; imports?: readonly string[]; css?: readonly string[] }
  >
>;

/** Files of these chunks and of all that they import, scripts and styles. */
function closure(manifest: Manifest, names: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const queue = [...names];
  const files = new Set<string>();
  for (const name of queue) {
    const chunk = manifest[name];
    if (seen.has(name) || chunk === undefined) continue;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    queue.push(...(chunk.imports ?? []));
  }
  return files;
}

/** What every page loads before anything else. */
export function eagerFiles(manifest: Manifest): Set<string> {
  return closure(
    manifest,
    Object.keys(manifest).filter((name) => manifest[name]?.isEntry),
  );
}

/** What each page loads besides, shared chunks included, by its source file. */
export function routeFiles(manifest: Manifest): Map<string, Set<string>> {
  const eager = eagerFiles(manifest);
  const pages = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry);
  return new Map(pages.map((name) => [name, new Set([...closure(manifest, [name])].filter((file) => !eager.has(file)))]));
}
