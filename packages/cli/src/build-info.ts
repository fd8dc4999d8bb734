/** What `build.ts` writes into the package; absent when the sources run as they are. */
declare const __MK_BUILD__: { git_commit: string | null; git_dirty: boolean } | undefined;

/** Commit that this build was made of. Without one nobody can say that nothing was changed, so that counts as dirty. */
export const BUILD: { git_commit: string | null; git_dirty: boolean } =
  typeof __MK_BUILD__ === 'undefined' ? { git_commit: null, git_dirty: true } : __MK_BUILD__;

/** Where the files lie that come with the programs: beside them in the package, above the sources in the repository. */
export const PACKAGE_FOLDER = new URL(typeof __MK_BUILD__ === 'undefined' ? '../' : './', import.meta.url);
