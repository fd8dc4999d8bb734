import { artifactJson, isJsonObject, type JsonObject, utf8Decode } from '@modekeeper/contracts';
import { readReport } from '../report/read-report.ts';
import { BundleRefusal } from './limits.ts';

export type ListedFile = { sha256: string; size_bytes: number };
export type ReadManifest = { manifest: JsonObject; files: Map<string, ListedFile> };

/** The files that a manifest lists, by path. It must be written as every artifact is, so that no byte of it can be changed unseen. @throws BundleRefusal */
export function readManifest(bytes: Uint8Array): ReadManifest {
  const read = readReport(bytes);
  if (!read.ok || read.value.schema_version !== 'bundle.v0' || !Array.isArray(read.value.files))
    throw new BundleRefusal('manifest_invalid');
  if (artifactJson(read.value) !== utf8Decode(bytes)) throw new BundleRefusal('manifest_invalid');
  const files = new Map<string, ListedFile>();
  for (const file of read.value.files) {
    if (!isJsonObject(file)) throw new BundleRefusal('manifest_invalid');
    const { rel_path, sha256, size_bytes } = file;
    if (typeof rel_path !== 'string' || files.has(rel_path)) throw new BundleRefusal('manifest_invalid');
    if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) throw new BundleRefusal('manifest_invalid');
    if (typeof size_bytes !== 'number' || !Number.isSafeInteger(size_bytes) || size_bytes < 0)
      throw new BundleRefusal('manifest_invalid');
    files.set(rel_path, { sha256, size_bytes });
  }
  return { manifest: read.value, files };
}

const MAX_PATH_LENGTH = 1_024;

/** Whether a path is relative, leads nowhere else, and is written in the one way (NFC) that every system reads alike. */
export function isSafePath(path: string): boolean {
  if (path.length === 0 || path.length > MAX_PATH_LENGTH || path !== path.normalize('NFC') || !path.isWellFormed()) return false;
  // Control characters, the other separator, and the colon of drives and streams.
  if (/[\p{Cc}\\:\ufffd]/u.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** The same for names that some file systems hold to be one. */
export function foldedPath(path: string): string {
  return path.toUpperCase().toLowerCase().normalize('NFC');
}
