/** The four layers of RFC 1122 §1.1.3, the highest first. */
export const layers = ['application', 'transport', 'internet', 'link'] as const;
export type LayerName = (typeof layers)[number];

export interface FiledProtocol {
  readonly name: string;
  readonly layer: LayerName;
  /** What it is for, and so why it belongs there. */
  readonly because: string;
}

/** Twelve protocols, and where RFC 1122 (or the RFC that made them) files them. Not in the order of the layers. */
export const filed: readonly FiledProtocol[] = [
  { name: 'HTTP', layer: 'application', because: 'two programs agree what a request looks like' },
  { name: 'IPv4', layer: 'internet', because: 'an address for the whole Internet, and a way on from each router' },
  { name: 'Ethernet', layer: 'link', because: 'from one card to the next, over one cable' },
  { name: 'UDP', layer: 'transport', because: 'from program to program, by ports, and no promise' },
  { name: 'DNS', layer: 'application', because: 'a question for a name and its answer, between programs' },
  { name: 'ARP', layer: 'link', because: 'it asks on one link, and no router passes it on' },
  { name: 'TCP', layer: 'transport', because: 'from program to program, by ports, in order' },
  { name: 'Wi-Fi', layer: 'link', because: 'from one card to the next, by radio' },
  { name: 'ICMP', layer: 'internet', because: 'how IP reports errors; a part of every IP' },
  { name: 'chat/1', layer: 'application', because: 'what SAY means, only the room and its members know' },
  { name: 'IPv6', layer: 'internet', because: 'the same job with longer addresses' },
  { name: 'NFS', layer: 'application', because: 'a program asks for files of another computer' },
];

/** What a layer gives to the one above it: told of a wrong guess. */
export const gives: Readonly<Record<LayerName, string>> = {
  application: 'There two programs agree on the meaning of bytes.',
  transport: 'That layer joins two programs, by their ports.',
  internet: 'That layer carries packets from host to host, over any number of links.',
  link: 'That layer carries frames over one link, to a neighbour.',
};

export const layerNames: Readonly<Record<LayerName, string>> = {
  application: 'Application',
  transport: 'Transport',
  internet: 'Internet',
  link: 'Link',
};
