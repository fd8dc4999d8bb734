/** What runs on this machine for an image. */
export type Program = {
  /** Command line that stands for the image's entry point; the container's `args` come after it. */
  command: readonly string[];
};

/** Programs by image repository (`modekeeper/trainer`), without tag and digest. */
export type Programs = Readonly<Record<string, Program>>;

/** Image reference without tag and digest. A colon before the last slash is the registry's port, not a tag. */
export function repositoryOf(image: string): string {
  const withoutDigest = image.split('@', 1)[0] ?? '';
  const slash = withoutDigest.lastIndexOf('/');
  const colon = withoutDigest.indexOf(':', slash + 1);
  return colon < 0 ? withoutDigest : withoutDigest.slice(0, colon);
}

/** The program that an image stands for, or null: the container then only pretends to run. */
export function programOf(programs: Programs, image: string | undefined): Program | null {
  if (image === undefined) return null;
  const repository = repositoryOf(image);
  return Object.hasOwn(programs, repository) ? (programs[repository] ?? null) : null;
}
