import { describe, expect, it } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import { answeredAfterFin } from './half-close.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });
const bytes = (text: string) => new TextEncoder().encode(text);

const opened = () => {
  const log = new EvidenceLog(() => 0);
  log.append({ kind: 'tcp.opened', socket: 7, local: at(40000), remote: at(5002), role: 'client' });
  log.append({ kind: 'tcp.received', socket: 7, bytes: bytes('HELLO\n') });
  return log;
};

describe('an answer after our FIN', () => {
  it('passes when bytes came after we had finished', () => {
    const log = opened();
    log.append({ kind: 'tcp.finished', socket: 7, by: 'local' });
    log.append({ kind: 'tcp.received', socket: 7, bytes: bytes('HERE 0\n') });
    expect(answeredAfterFin(log.entries)).toMatchObject({
      passed: true,
      saying: expect.stringContaining('7 more bytes'),
    });
  });

  it('is missing while nobody has finished', () =>
    expect(answeredAfterFin(opened().entries)).toMatchObject({
      passed: false,
      saying: expect.stringContaining('nc -N'),
    }));

  it('is missing when the other side finished first', () => {
    const log = opened();
    log.append({ kind: 'tcp.finished', socket: 7, by: 'remote' });
    log.append({ kind: 'tcp.received', socket: 7, bytes: bytes('x') });
    expect(answeredAfterFin(log.entries).passed).toBe(false);
  });

  it('is missing when nothing came after the FIN, or only on another connection', () => {
    const log = opened();
    log.append({ kind: 'tcp.finished', socket: 7, by: 'local' });
    log.append({ kind: 'tcp.received', socket: 8, bytes: bytes('HERE 0\n') });
    expect(answeredAfterFin(log.entries)).toMatchObject({
      passed: false,
      saying: expect.stringContaining('nothing came back after that'),
    });
  });
});
