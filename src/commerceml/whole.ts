export function sniff(_head: Uint8Array): 'xml' | 'zip' | 'other' {
  throw new Error('being written');
}
export function isWholeXml(_head: Uint8Array, _tail: Uint8Array): boolean {
  throw new Error('being written');
}
