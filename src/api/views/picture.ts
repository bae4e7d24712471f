import type { z } from 'zod';
import type { FileReference } from '../../records.js';
import type { ByExternalId } from '../../store/catalogue/read-by-external-id.js';
import type { StoredFile } from '../../store/catalogue/read-files.js';
import type { Picture } from '../schemas/item-parts.js';

export type PictureJson = z.input<typeof Picture>;

/** Where a file's bytes are for clients. @param publicUrl PUBLIC_URL; absent: an address relative to this server */
export const fileUrl = (publicUrl: string | undefined, fileId: string): string =>
  `${publicUrl?.replace(/\/+$/, '') ?? ''}/v1/files/${fileId}`;

/** The files of one kind that a product or offer names, in its order; those whose bytes have not come are left out. */
export function filesJson(
  owner: { readonly idSpace: string; readonly pictures: readonly FileReference[] },
  kind: FileReference['kind'],
  files: ByExternalId<StoredFile>,
  publicUrl: string | undefined,
): PictureJson[] {
  return owner.pictures.flatMap((reference) => {
    const file = files.get({ idSpace: owner.idSpace, externalId: reference.path });
    return file && reference.kind === kind ? [pictureJson(file, publicUrl, reference.description)] : [];
  });
}

/** One file. */
export function pictureJson(file: StoredFile, publicUrl: string | undefined, description?: string): PictureJson {
  return {
    id: file.fileId,
    url: fileUrl(publicUrl, file.fileId),
    description: description ?? null,
    contentType: file.contentType,
    size: Number(file.size),
  };
}
