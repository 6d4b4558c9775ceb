import type { Output } from '../../shell/command.ts';
import { hexRows, visibleText } from '../printable-bytes.ts';

/** `→` towards the server, `←` back. */
export type Arrow = '→' | '←';

/** Prints bytes that went by on the `wire`th connection: `1 →  PASS first-hop\n`, with `hex` also as numbers. */
export async function showBytes(
  output: Output,
  { wire, arrow, hex = false }: { wire: number; arrow: Arrow; hex?: boolean },
  bytes: Uint8Array,
): Promise<void> {
  await output.write(`${wire} ${arrow}  `, arrow === '→' ? 'tcp' : 'app');
  await output.write(`${visibleText(bytes)}\n`);
  if (hex) for (const row of hexRows(bytes)) await output.write(`       ${row}\n`, 'dim');
}

/** Prints that one direction is over. */
export const showEnd = (output: Output, { wire, arrow }: { wire: number; arrow: Arrow }): Promise<void> =>
  output.write(`${wire} ${arrow}  (FIN)\n`, 'dim');

/** Prints something about a connection that is no bytes. */
export const showNote = (output: Output, wire: number, text: string): Promise<void> =>
  output.write(`${wire}    ${text}\n`, 'dim');
