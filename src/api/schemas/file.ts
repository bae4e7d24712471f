import { z } from 'zod';
import { THUMBNAIL_FORMATS, THUMBNAIL_WIDTHS } from '../../blobs/thumbnails.js';
import { text } from './primitives.js';

const WIDTH = 'This must be one of 160, 320, 640, 1280.';

export const FileQuery = z
  .strictObject({
    v: text(64)
      .optional()
      .describe('As it stands in `url`, the SHA-256 of the bytes: with it the answer may be kept for ever.'),
    width: z.coerce
      .number(WIDTH)
      .refine((width) => THUMBNAIL_WIDTHS.some((one) => one === width), WIDTH)
      .transform((width) => width as (typeof THUMBNAIL_WIDTHS)[number])
      .optional()
      .meta({ type: 'integer', enum: [...THUMBNAIL_WIDTHS] })
      .describe('A thumbnail of a JPEG, PNG, GIF, WebP or AVIF, so many pixels wide: never wider than the picture is.'),
    format: z.enum(THUMBNAIL_FORMATS).optional().describe('Of the thumbnail; `webp` when absent.'),
  })
  .superRefine(({ width, format }, context) => {
    if (format !== undefined && width === undefined)
      context.addIssue({ code: 'custom', path: ['width'], message: 'Name the width too: `width`.' });
  });
