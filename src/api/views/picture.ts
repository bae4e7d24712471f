import type { z } from 'zod';
import { fileUrl } from '../../exchange/file-url.js';
import type { FileReference } from '../../records.js';
import type { ByExternalId } from '../../store/catalogue/read-by-external-id.js';
import type { StoredFile } from '../../store/catalogue/read-files.js';
import type { Picture } from '../schemas/item-parts.js';

export type PictureJson = z.input<typeof Picture>;

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
    url: fileUrl(publicUrl, file),
    description: description ?? null,
    contentType: file.contentType,
    size: Number(file.size),
  };
}
