import { createTarPacker } from 'modern-tar';

/** Bytes in pieces; a piece is not touched again by whoever gave it. */
export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export type TarFile = {
  /** Relative, parts separated by `/`. */
  path: string;
  size_bytes: number;
  content: ByteChunks;
};

/** Archives end on a whole record of twenty blocks, as tar programs write them. */
const TAR_RECORD_BYTES = 10_240;
const EPOCH = new Date(0);

/**
 * A PAX tar that depends on nothing but paths, order and content: mode 0644, time 0, owner 0 without a name, padded to whole records.
 * @throws Error when a file's content is not as long as `size_bytes` says: it changed while it was read
 */
export async function* writeTar(files: AsyncIterable<TarFile> | Iterable<TarFile>): AsyncGenerator<Uint8Array> {
  const packer = createTarPacker();
  // Never rejects: what goes wrong arrives through the stream.
  const fed = feed(packer.controller, files);
  const reader = packer.readable.getReader();
  let written_bytes = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      written_bytes += next.value.length;
      yield next.value;
    }
  } finally {
    await reader.cancel();
    await fed;
  }
  yield new Uint8Array((TAR_RECORD_BYTES - (written_bytes % TAR_RECORD_BYTES)) % TAR_RECORD_BYTES);
}

type Controller = ReturnType<typeof createTarPacker>['controller'];

async function feed(controller: Controller, files: AsyncIterable<TarFile> | Iterable<TarFile>): Promise<void> {
  try {
    for await (const file of files) await addFile(controller, file);
    controller.finalize();
  } catch (cause) {
    controller.error(cause);
  }
}

async function addFile(controller: Controller, { content, path, size_bytes }: TarFile): Promise<void> {
  const entry = controller.add({
    name: path,
    size: size_bytes,
    mode: 0o644,
    mtime: EPOCH,
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
    // Names beyond ASCII are defined in PAX records only.
    ...(/^[\u0020-\u007e]*$/.test(path) ? {} : { pax: { path } }),
  });
  const writer = entry.getWriter();
  for await (const chunk of content) await writer.write(chunk);
  await writer.close();
}
