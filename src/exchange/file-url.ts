/**
 * Where the bytes of a picture or file are for clients. It changes with the bytes, so what was read from it may be kept for ever.
 * @param publicUrl PUBLIC_URL; absent: an address relative to this server
 */
export const fileUrl = (publicUrl: string | undefined, file: { readonly fileId: string; readonly sha256: string }) =>
  `${publicUrl?.replace(/\/+$/, '') ?? ''}/v1/files/${file.fileId}?v=${file.sha256}`;
