export { gzip } from './tar/gzip.ts';
export { type ByteChunks, type TarFile, writeTar } from './tar/write-tar.ts';
