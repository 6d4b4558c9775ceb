import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { doorOf } from './below/door.ts';
import type { IperfPlan } from './iperf/plan.ts';
import { receiveTcp, sendTcp } from './iperf/tcp.ts';
import { receiveUdp, sendUdp } from './iperf/udp.ts';
import { readOptions } from './options.ts';
import { stations } from './places.ts';
import { resolved } from './resolve.ts';

/** 5001, which iperf usually takes, belongs to the rooms here; this is the port of iperf3. */
const usualPort = 5201;
/** s; iperf takes 10, and every frame of them would be kept for looking at. */
const usualTime = 3;

export const iperf: Command = {
  name: 'iperf',
  summary: 'measures how fast a path is: sends as much as it takes',
  where: stations,
  usage: ['iperf -s [-u] [-p port]', 'iperf -c host [-t seconds | -n bytes] [-u [-b rate]] [-p port]'],
  flags: [
    { name: '-s', says: 'the side that receives, until Ctrl-C' },
    { name: '-c', value: 'host', says: 'the side that sends, to that host' },
    { name: '-t', value: 'seconds', says: `so long (${usualTime} unless you say)` },
    { name: '-n', value: 'bytes', says: 'so much instead: 500K, 2M' },
    { name: '-u', says: 'UDP instead of TCP' },
    { name: '-b', value: 'rate', says: 'UDP: bits a second, such as 500K or 5M (1M unless you say)' },
    { name: '-p', value: 'port', says: `${usualPort} unless you say` },
  ],
  about: `
TCP finds out by itself how fast it may go: one row a second, and a sum. UDP sends at the rate you name, whatever
becomes of it; what arrived and what did not is known at the other end only.

The seconds are those of the virtual network.`,
  examples: [
    { line: 'iperf -s &', says: 'on one host' },
    { line: 'iperf -c 192.168.1.20', says: 'on another: as fast as TCP can' },
    { line: 'iperf -c 192.168.1.20 -u -b 5M', says: 'five megabits a second, come what may' },
  ],
  async run(context) {
    const options = readOptions(context.args, { flags: 'su', valued: 'ctnbp' });
    doorOf(context, 'A page would measure the bridge, not your network.');
    const name = options.value('-c');
    if (options.words.length > 0) throw new WrongUsage(`What is ${options.words[0]}? The host stands behind -c.`);
    if (options.has('-s') === (name !== undefined))
      throw new WrongUsage('Say -s on one host and -c with its name on another.');
    const port = readPort(options.value('-p') ?? String(usualPort));
    const udp = options.has('-u') || options.value('-b') !== undefined;
    if (name === undefined) return udp ? receiveUdp(port, context) : receiveTcp(port, context);
    const bytes = options.value('-n') === undefined ? null : amount(options.value('-n') ?? '', '-n', 1024);
    const plan: IperfPlan = {
      to: { address: await resolved(context, name), port },
      name,
      bytes,
      ms: bytes !== null ? Number.POSITIVE_INFINITY : seconds(options.value('-t')) * 1000,
      rate: amount(options.value('-b') ?? '1M', '-b', 1000),
    };
    return udp ? sendUdp(plan, context) : sendTcp(plan, context);
  },
};

function seconds(text: string | undefined): number {
  const value = Number(text ?? usualTime);
  if (!(value > 0 && value <= 600) || text === '') throw new WrongUsage('-t wants a number of seconds up to 600.');
  return value;
}

/** `500K`, `2M`, `1000`. iperf counts bytes by 1,024 and bits by 1,000. */
function amount(text: string, flag: string, kilo: number): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([kmgKMG]?)$/.exec(text) ?? [];
  if (digits === '' || Number(digits) <= 0) throw new WrongUsage(`${flag} wants an amount such as 500K or 2M.`);
  const power = unit === '' ? 0 : 'kmg'.indexOf(unit.toLowerCase()) + 1;
  return Number(digits) * kilo ** power;
}
