/**
 * The files that an exchange may carry: extension → the type they are given out with. What is not here is refused (UZ1101):
 * nothing that a server or a browser would run, but all that people attach to goods in 1C.
 */
export const FILE_TYPES: ReadonlyMap<string, string> = new Map([
  ...typed('application/xml', 'xml xsd xsl'),
  ...typed('application/zip', 'zip'),
  // Pictures
  ...typed('image/jpeg', 'jpg jpeg jpe jfif'),
  ...typed('image/png', 'png'),
  ...typed('image/gif', 'gif'),
  ...typed('image/webp', 'webp'),
  ...typed('image/avif', 'avif'),
  ...typed('image/heic', 'heic heif'),
  ...typed('image/bmp', 'bmp dib'),
  ...typed('image/tiff', 'tif tiff'),
  ...typed('image/svg+xml', 'svg'),
  ...typed('image/x-icon', 'ico'),
  ...typed('image/jp2', 'jp2'),
  ...typed('image/vnd.adobe.photoshop', 'psd'),
  ...typed('image/x-eps', 'eps'),
  ...typed('image/x-emf', 'emf'),
  ...typed('image/x-wmf', 'wmf'),
  // Documents
  ...typed('application/pdf', 'pdf'),
  ...typed('text/plain', 'txt log md ini'),
  ...typed('text/csv', 'csv'),
  ...typed('text/tab-separated-values', 'tsv'),
  ...typed('text/html', 'html htm xhtml'),
  ...typed('application/json', 'json'),
  ...typed('application/rtf', 'rtf'),
  ...typed('application/msword', 'doc dot'),
  ...typed('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'),
  ...typed('application/vnd.ms-excel', 'xls xlt'),
  ...typed('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'),
  ...typed('application/vnd.ms-powerpoint', 'ppt pps'),
  ...typed('application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx ppsx'),
  ...typed('application/vnd.oasis.opendocument.text', 'odt'),
  ...typed('application/vnd.oasis.opendocument.spreadsheet', 'ods'),
  ...typed('application/vnd.oasis.opendocument.presentation', 'odp'),
  ...typed('application/vnd.oasis.opendocument.graphics', 'odg'),
  ...typed('application/epub+zip', 'epub'),
  ...typed('application/x-fictionbook+xml', 'fb2'),
  ...typed('image/vnd.djvu', 'djvu djv'),
  ...typed('application/oxps', 'xps oxps'),
  ...typed('application/octet-stream', 'mxl grs geo p7s sig sgn cer'),
  // Drawings and models
  ...typed('image/vnd.dwg', 'dwg'),
  ...typed('image/vnd.dxf', 'dxf'),
  ...typed('model/stl', 'stl'),
  ...typed('model/step', 'step stp'),
  ...typed('model/iges', 'igs iges'),
  ...typed('model/gltf-binary', 'glb'),
  ...typed('model/gltf+json', 'gltf'),
  ...typed('application/octet-stream', 'cdr ai cdw frw m3d a3d'),
  // Sound and video
  ...typed('audio/mpeg', 'mp3'),
  ...typed('audio/wav', 'wav'),
  ...typed('audio/ogg', 'ogg oga'),
  ...typed('audio/mp4', 'm4a'),
  ...typed('audio/flac', 'flac'),
  ...typed('video/mp4', 'mp4 m4v'),
  ...typed('video/webm', 'webm'),
  ...typed('video/quicktime', 'mov'),
  ...typed('video/x-msvideo', 'avi'),
  ...typed('video/x-matroska', 'mkv'),
  ...typed('video/mpeg', 'mpg mpeg'),
  ...typed('video/x-ms-wmv', 'wmv'),
  ...typed('video/x-flv', 'flv'),
  ...typed('video/3gpp', '3gp'),
  // Archives that are kept as they are
  ...typed('application/vnd.rar', 'rar'),
  ...typed('application/x-7z-compressed', '7z'),
  ...typed('application/gzip', 'gz tgz'),
  ...typed('application/x-tar', 'tar'),
]);

function typed(type: string, extensions: string): [string, string][] {
  return extensions.split(' ').map((extension) => [extension, type]);
}

/** The extension of a path in lower case, without the dot; '' when it has none. Trailing dots and blanks do not hide one. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/[. ]+$/u, '');
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
