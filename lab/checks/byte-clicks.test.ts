import { describe, it } from 'vitest';
import { byteQuestion, bytesFound } from './byte-clicks.ts';
import { passes, saying } from './judged.ts';
import { Scenario } from './scenario.ts';

// SAY hi, from 192.168.1.10 to port 5001 of 192.168.1.20.
const hex =
  '00005e00532000005e00531008004500003bac3a400040060b14c0a8010ac0a80114ed77138968ec0fb5303450a180187ff9219600000101080a66ef95542de30e465341592068690a';
const frame = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

const hunt = { scene: 'lan', filter: 'tcp dst port 5001', fields: ['ip.dst', 'tcp.dstport'] };
const check = bytesFound(hunt);

class Net extends Scenario {
  sentFrame(run = 1, bytes = frame): this {
    return this.add({
      ...{ kind: 'network', scene: 'lan', run },
      event: {
        ...{ kind: 'frame.sent', at: 0, frame: 1, link: 'cable1', from: 'pc1:eth0', to: 'sw1:p1', bytes },
        ...{ starts: 0, ends: 1, arrives: 2, queued: 0 },
      },
    });
  }
  click(field: string, byte: number): this {
    return this.add({ kind: 'answered', question: byteQuestion('lan', field), option: String(byte) });
  }
}

describe('finding bytes in a frame', () => {
  it('needs a frame that was sent, and every field clicked', () => {
    saying(check, new Net().click('ip.dst', 30));
    const net = new Net().sentFrame();
    saying(check, net);
    saying(check, net.click('ip.dst', 33));
    passes(check, net.click('tcp.dstport', 36));
  });

  it('says what a wrong byte is, and how many places are left', ({ expect }) => {
    const net = new Net().sentFrame().click('ip.dst', 26);
    expect(saying(check, net)).toBe('Byte 26 is Source Address (IPv4). 2 places left to find.');
    expect(saying(check, net.click('ip.dst', 500))).toBe(
      'Byte 500 is past the end of the frame. 2 places left to find.',
    );
    expect(saying(check, net.click('ip.dst', 31))).toBe('1 place left to find.');
  });

  it('does not look at frames that the filter leaves out', ({ expect }) => {
    const back = Uint8Array.from(frame);
    back.set([0x13, 0x8a], 36);
    expect(saying(check, new Net().sentFrame(1, back).click('ip.dst', 30))).toContain('no frame of yours');
  });

  it('begins anew with a new run', ({ expect }) => {
    const net = new Net().sentFrame().click('ip.dst', 30).sentFrame(2);
    expect(saying(check, net)).toBe('2 places left to find.');
  });
});
