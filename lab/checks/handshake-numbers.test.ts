import { describe, expect, it } from 'vitest';
import { type HandshakeNumber, handshakeIn, numberQuestion, numbersPredicted } from './handshake-numbers.ts';
import { passes, saying } from './judged.ts';
import { Scenario } from './scenario.ts';

const flags = { syn: 0x02, synAck: 0x12, ack: 0x10 };

/** A segment without options between 192.168.1.10:40000 and 192.168.1.20:5001. Checksums are not looked at. */
function segment(toServer: boolean, bits: number, sequence: number, acknowledgment: number): Uint8Array {
  const bytes = new Uint8Array(60);
  const view = new DataView(bytes.buffer);
  view.setUint16(12, 0x0800);
  bytes.set([0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6], 14);
  bytes.set(toServer ? [192, 168, 1, 10, 192, 168, 1, 20] : [192, 168, 1, 20, 192, 168, 1, 10], 26);
  view.setUint16(34, toServer ? 40_000 : 5001);
  view.setUint16(36, toServer ? 5001 : 40_000);
  view.setUint32(38, sequence);
  view.setUint32(42, acknowledgment);
  bytes[46] = 0x50;
  bytes[47] = bits;
  return bytes;
}

class Net extends Scenario {
  #frame = 0;
  #run = 1;
  leaves(bytes: Uint8Array): this {
    return this.add({
      ...{ kind: 'network', scene: 'lan', run: this.#run },
      event: {
        ...{ kind: 'frame.sent', at: 0, frame: ++this.#frame, link: 'cable1', from: 'pc1:eth0', to: 'server:eth0' },
        ...{ bytes, starts: 0, ends: 1, arrives: 2, queued: 0 },
      },
    });
  }
  says(which: HandshakeNumber, number: number): this {
    return this.add({ kind: 'answered', question: numberQuestion('lan', which), option: String(number) });
  }
  reset(): this {
    this.#run += 1;
    return this;
  }
  syn = (): this => this.leaves(segment(true, flags.syn, 100, 0));
  synAck = (): this => this.leaves(segment(false, flags.synAck, 300, 101));
  ack = (): this => this.leaves(segment(true, flags.ack, 101, 301));
}

const check = numbersPredicted('lan');

describe('three numbers of a handshake', () => {
  it('are right when they are those of the capture, and it says which were said before', () => {
    const net = new Net().syn().says('synack.ack', 101).synAck().says('ack.seq', 101).says('ack.ack', 301);
    expect(saying(check, net)).toBe(
      'You expect 101 as the sequence number of the third segment. Let the segment leave and see.',
    );
    expect(passes(check, net.ack())).toContain('each of them before its segment had left');
    const late = new Net().syn().synAck().says('synack.ack', 101).ack().says('ack.seq', 101).says('ack.ack', 301);
    expect(passes(check, late)).toContain('none of them before');
  });

  it('are asked for in the order in which they leave', () => {
    expect(saying(check, new Net())).toBe('No SYN has left yet. Connect first.');
    expect(saying(check, new Net().syn().synAck())).toContain('the acknowledgment number of the SYN, ACK');
  });

  it('that are wrong get a sentence about the slip', () => {
    const all = (): Net => new Net().syn().synAck().ack();
    expect(saying(check, all().says('synack.ack', 100))).toContain('I still wait for your SYN');
    expect(saying(check, all().says('synack.ack', 301))).toContain('the other side’s numbers');
    expect(saying(check, all().says('synack.ack', 7))).toContain('which byte is expected next');
    const first = (): Net => all().says('synack.ack', 101);
    expect(saying(check, first().says('ack.seq', 100))).toContain('used up');
    expect(saying(check, first().says('ack.seq', 301))).toContain('the sender’s own bytes');
    expect(saying(check, first().says('ack.seq', 101).says('ack.ack', 101))).toContain('the other side’s numbers');
  });

  it('may be said again, and the last one counts', () => {
    const net = new Net().syn().says('synack.ack', 7).says('synack.ack', 101).synAck();
    expect(saying(check, net)).toContain('Still to be predicted: the sequence number of the third segment');
  });

  it('belong to one handshake: another one, or another run, begins anew', () => {
    const net = new Net().syn().says('synack.ack', 101).synAck();
    net.leaves(segment(true, flags.syn, 900, 0));
    expect(handshakeIn(net.evidence, 'lan').expected).toEqual({});
    expect(handshakeIn(net.reset().syn().evidence, 'lan').synAck).toBeNull();
  });

  it('are not confused by the same SYN on the next cable', () => {
    const net = new Net().syn().says('synack.ack', 101).syn().synAck();
    expect(handshakeIn(net.evidence, 'lan').expected['synack.ack']?.before).toBe(true);
  });
});
