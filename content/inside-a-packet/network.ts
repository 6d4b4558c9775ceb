import type { Topology } from '../../lab/topology/topology.ts';

/** A laptop, a switch, and a server with an open chat room: the smallest network that has a next hop. */
export const smallNetwork = (id: string): Topology => ({
  id,
  seed: 'inside-a-packet',
  devices: [
    {
      kind: 'host',
      name: 'pc1',
      looks: 'laptop',
      at: { x: 160, y: 150 },
      interfaces: [{ address: '192.168.1.10/24', mac: '00-00-5E-00-53-10' }],
    },
    { kind: 'switch', name: 'sw1', at: { x: 500, y: 150 }, ports: 2 },
    {
      kind: 'host',
      name: 'server',
      looks: 'server',
      at: { x: 840, y: 150 },
      interfaces: [{ address: '192.168.1.20/24', mac: '00-00-5E-00-53-20' }],
      services: [{ kind: 'room', name: 'blue', port: 5001 }],
    },
  ],
  cables: [{ ends: ['pc1:eth0', 'sw1:p1'] }, { ends: ['sw1:p2', 'server:eth0'] }],
});

/** The segments with which pc1 says something in the room, as a capture filter: their data begins with `SAY `. */
export const spoken = 'src host 192.168.1.10 and tcp dst port 5001 and tcp[32:4] = 0x53415920';

/** The bytes in front of the message: 14 of Ethernet, 20 of IPv4, 32 of TCP (RFC 7323's timestamps are 12 of them). */
export const headersBefore = 66;
