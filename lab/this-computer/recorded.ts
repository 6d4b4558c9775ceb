/** Bytes of one chunk that the evidence keeps. A transfer of 10 MB must not stay in the log as 10 MB. */
const KEPT = 2_048;

/** A copy for the log: the program that gets the same bytes may write into them. `length` only where it was cut. */
export function recorded(bytes: Uint8Array): { bytes: Uint8Array; length?: number } {
  const kept = bytes.slice(0, KEPT);
  return bytes.length > KEPT ? { bytes: kept, length: bytes.length } : { bytes: kept };
}
