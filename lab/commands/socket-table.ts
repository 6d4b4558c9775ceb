import type { SocketTable } from '../host.ts';
import type { Context } from '../shell/command.ts';

/** Says so where the table is not the kernel's. On the error output, so that a pipe gets rows only. */
export async function onlyLabServer(table: SocketTable, context: Context): Promise<void> {
  if (table.source === 'kernel') return;
  await context.error.write(
    'This system does not let us read its socket table: these are only the sockets the lab server knows.\n',
    'dim',
  );
}
