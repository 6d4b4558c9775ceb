import { it } from 'vitest';
import { play } from '../../lab/player/play.ts';
import { road } from '../../content/tcp-reliability/road.ts';
import { parseFilter } from '../../lab/capture/filter.ts';
import { curl } from '../../lab/commands/curl.ts';
import { here } from '../../lab/shell/command.ts';
import { commands } from '../../lab/commands/index.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import { VirtualClassroom } from '../../lab/player/virtual-classroom.ts';
import { Scene } from '../../lab/scene/scene.ts';
import { realWall } from '../../lab/scene/wall.ts';
import { glanceAt } from '../../lab/views/glance.ts';
const compile = (text: string) => { const f = parseFilter(text); if ('problem' in f) throw new Error(f.problem); return f.matches; };
const run = async (script: any[], show: boolean) => {
  const log = new EvidenceLog(() => performance.now());
  const scene = new Scene('x', road('x'), log, realWall(), compile);
  const classroom = new VirtualClassroom({ scene, log, commands: [here(curl), ...commands.filter((c) => c.name !== 'curl')] });
  await play(script, classroom);
  await classroom.scene.pass(3);
  console.log(classroom.shown);
  let n = 0, samples: string[] = [], drops: Record<string, number> = {}; let maxq = 0; const retx: Record<string, number> = {};
  let firstIss: Record<string, number> = {};
  for (const f of log.entries) {
    if (f.kind !== 'network') { if (f.kind.startsWith('tcp')) console.log((f as any).host, f.kind, (f as any).length ?? (f as any).bytes?.length); continue; }
    const e = f.event; const t = (e.at / 1e6).toFixed(2);
    if (e.kind === 'frame.sent' && e.link === 'road') { maxq = Math.max(maxq, e.queued);
      const { segment: s } = glanceAt(e.bytes) as any;
      if (show && s) { firstIss[s.from] ??= s.sequence; const a = firstIss[s.to] ?? 0; console.log(t, (e.starts/1e6).toFixed(2), (e.arrives / 1e6).toFixed(2), e.from, 'len', e.bytes.length, 'seq', (s.sequence - firstIss[s.from]!) >>> 0, 'data', s.length, 'ack', s.ack ? (s.acknowledgment - a) >>> 0 : '-', s.syn ? 'S' : '', s.fin ? 'F' : ''); } }
    if (e.kind === 'frame.dropped') { drops[e.reason] = (drops[e.reason] ?? 0) + 1; if (show) console.log(t, 'DROP', e.reason, e.says); }
    if (e.kind === 'tcp.retransmitted') { retx[e.device + ' ' + e.why] = (retx[e.device + ' ' + e.why] ?? 0) + 1; if (show || n++ < 30) console.log(t, 'RETX', e.device, e.why, e.length); }
    if (e.kind === 'tcp.sampled' && e.device === 'server') samples.push(`${t} cwnd ${e.congestionWindow} ssthresh ${e.slowStartThreshold} flight ${e.flight} wnd ${e.sendWindow} rtt ${e.smoothedRtt === null ? '-' : (e.smoothedRtt / 1e6).toFixed(1)} rto ${(e.retransmissionTimeout / 1e6).toFixed(0)}`);
  }
  if (process.env.S) for (let i = 0; i < samples.length; i += Number(process.env.S)) console.log(samples[i]);
  console.log(drops, retx, 'max queue', maxq, 'samples', samples.length);
  scene.close();
};
const full = 'src host 198.51.100.20 and tcp and greater 500';
it('drop third', async () => { await run([{ act: { act: 'hand', order: { do: 'drop', link: 'road', from: 'r1:eth0', filter: full, nth: 3 } } }, { type: 'curl -s http://server.lab.test/short | wc', in: 'pc1' }, { see: /12800/, in: 'pc1' }], true); });
it('drop last', async () => { await run([{ act: { act: 'hand', order: { do: 'drop', link: 'road', from: 'r1:eth0', filter: full, nth: 9 } } }, { type: 'curl -s http://server.lab.test/short | wc', in: 'pc1' }, { see: /12800/, in: 'pc1' }], true); });
it('long', async () => { await run([{ type: 'curl -s http://server.lab.test/long | wc -c', in: 'pc1' }, { see: /640000/, in: 'pc1' }], false); });
