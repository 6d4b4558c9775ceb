import type { LadderRow } from '../../lab/evidence/ladder-row.ts';

/** What a rung of the ladder means, in one sentence: what the sender says with it. */
export function meaningOf(row: LadderRow): string {
  const other = row.from === 'left' ? 'the other end' : 'your end';
  const sender = row.from === 'left' ? 'Your end' : 'The other end';
  switch (row.flags) {
    case '':
      return 'Seen by a program: this is what happened, not a guess.';
    case 'SYN':
      return `${sender} asks for a connection and tells where it starts to count.`;
    case 'SYN, ACK':
      return `${sender} agrees, tells its own start, and acknowledges the SYN, which used up one number.`;
    case 'ACK':
      return `${sender} says which byte it expects next, so ${other} knows that everything before has arrived.`;
    case 'PSH, ACK':
      return `Bytes. Each uses up one number, and the acknowledgment of what came the other way rides along.`;
    case 'FIN, ACK':
      return `${sender} has sent its last byte. FIN uses up one number, so that it can be acknowledged too.`;
    case 'RST':
      return `${sender} gives up at once. Nothing acknowledges a reset, and what was on its way is thrown away.`;
    case 'RST, ACK':
      return `Nobody listens at that port, so the kernel there answers with a reset. Programs call it “connection refused”.`;
    default:
      return '';
  }
}
