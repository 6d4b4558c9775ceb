/**
 * What tshark names in the captures above IP and we do not, each for a reason. A field that turns up in neither list is
 * a failed test: nothing is left out without somebody having said so.
 */
export const unread: ReadonlySet<string> = new Set([
  // The same bytes under a second name, or what tshark works out from other fields and other frames.
  ...['eth.addr', 'ip.dsfield', 'tcp.seq', 'tcp.ack', 'tcp.flags.str', 'tcp.window_size', 'tcp.pdu.size'],
  ...['tcp.window_size_scalefactor', 'tcp.options.wscale.multiplier', 'udp.checksum.status'],
  ...['dns.qry.name.len', 'dns.count.labels', 'tcp.payload', 'udp.payload'],
  // Two bits of an address: we say them in the meaning of the address.
  ...['eth.dst.ig', 'eth.dst.lg', 'eth.src.ig', 'eth.src.lg'],
  // The code of an option; tshark gives it the bytes of the whole option, which are our `dhcp.option`.
  'dhcp.option.type',
  // Records that the course does not explain; their data is one field of ours, `dns.data`.
  ...['dns.caa.flags', 'dns.caa.flags.issuer_critical', 'dns.caa.issue', 'dns.caa.tag', 'dns.caa.tag_length'],
  ...['dns.caa.value', 'dns.naptr.flags', 'dns.naptr.flags_length', 'dns.naptr.order', 'dns.naptr.preference'],
  ...['dns.naptr.regex', 'dns.naptr.regex_length', 'dns.naptr.replacement'],
  ...['dns.naptr.service', 'dns.naptr.service_length'],
  // Inside EDNS options, whose data is one field of ours, `dns.opt.data`.
  ...['dns.opt.client.addr4', 'dns.opt.client.family', 'dns.opt.client.netmask', 'dns.opt.client.scope'],
  'dns.opt.cookie.client',
]);

/** Keys of ours that tshark has no name for: groups, what it leaves unnamed, and what it names otherwise. */
export const unsaid: ReadonlySet<string> = new Set([
  ...['dns.opt', 'dns.qry', 'dns.resp', 'dns.resp.opt', 'rip.entry'],
  ...['dns.continuation', 'dns.data', 'dns.unreadable', 'data.data'],
  ...['dhcp.file.padding', 'dhcp.server.padding', 'dhcp.option.type', 'rip.unused'],
]);
