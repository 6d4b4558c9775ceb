import { named } from './field-reader.ts';

/** How the data of an option is read. */
type Form =
  | 'address'
  | 'addresses'
  | 'text'
  | 'seconds'
  | 'size'
  | 'type'
  | 'codes'
  | 'overload'
  | 'client'
  | 'names'
  | 'routes';

/** An option that this course explains. */
export interface KnownOption {
  readonly name: string;
  /** tshark’s name, after `dhcp.option.`. */
  readonly key: string;
  readonly form: Form;
  readonly meaning: string;
  /** In RFC 2132 unless it begins with RFC. */
  readonly section: string;
}

const option = (name: string, key: string, form: Form, meaning: string, section: string): KnownOption => ({
  name,
  key,
  form,
  meaning,
  section,
});

export const knownOptions = new Map<number, KnownOption>([
  [1, option('Subnet Mask', 'subnet_mask', 'address', 'Which part of the address is the network.', '§3.3')],
  [3, option('Router', 'router', 'addresses', 'Where to send what is for other networks.', '§3.5')],
  [6, option('Domain Name Server', 'domain_name_server', 'addresses', 'Who answers questions about names.', '§3.8')],
  [12, option('Host Name', 'hostname', 'text', 'The name of the client.', '§3.14')],
  [15, option('Domain Name', 'domain_name', 'text', 'What to add to a short name.', '§3.17')],
  [26, option('Interface MTU', 'interface_mtu', 'size', 'The largest packet on this network, bytes.', '§5.1')],
  [
    28,
    option(
      'Broadcast Address',
      'broadcast_address',
      'address',
      'The address that all hosts of the network hear.',
      '§5.3',
    ),
  ],
  [42, option('NTP Server', 'ntp_server', 'addresses', 'Who knows what time it is.', '§8.3')],
  [
    50,
    option(
      'Requested IP Address',
      'requested_ip_address',
      'address',
      'The address that the client would like.',
      '§9.1',
    ),
  ],
  [51, option('Lease Time', 'ip_address_lease_time', 'seconds', 'How long the address may be used.', '§9.2')],
  [52, option('Option Overload', 'option_overload', 'overload', 'The fields for names hold more options.', '§9.3')],
  [53, option('DHCP Message Type', 'dhcp', 'type', 'What kind of DHCP message this is.', '§9.6')],
  [54, option('Server Identifier', 'dhcp_server_id', 'address', 'Which server speaks or is meant.', '§9.7')],
  [55, option('Parameter Request List', 'request_list_item', 'codes', 'What else the client wants to know.', '§9.8')],
  [56, option('Message', 'message', 'text', 'Why the answer is no, for people.', '§9.9')],
  [
    57,
    option(
      'Maximum Message Size',
      'dhcp_max_message_size',
      'size',
      'The largest message the client can take, bytes.',
      '§9.10',
    ),
  ],
  [
    58,
    option('Renewal Time (T1)', 'renewal_time_value', 'seconds', 'When to ask the same server for more time.', '§9.11'),
  ],
  [
    59,
    option('Rebinding Time (T2)', 'rebinding_time_value', 'seconds', 'When to ask any server for more time.', '§9.12'),
  ],
  [60, option('Vendor Class', 'vendor_class_id', 'text', 'Which kind of client this is.', '§9.13')],
  [61, option('Client Identifier', 'client_id', 'client', 'By what the server remembers this client.', '§9.14')],
  [
    119,
    option(
      'Domain Search',
      'dhcp_dns_domain_search_list_fqdn',
      'names',
      'Where to look for short names, written as in DNS.',
      'RFC 3397 §2',
    ),
  ],
  [
    121,
    option(
      'Classless Static Routes',
      'classless_static_route',
      'routes',
      'Networks and the routers that lead there.',
      'RFC 3442',
    ),
  ],
]);

export const messageTypes = new Map([
  [1, 'DISCOVER'],
  [2, 'OFFER'],
  [3, 'REQUEST'],
  [4, 'DECLINE'],
  [5, 'ACK'],
  [6, 'NAK'],
  [7, 'RELEASE'],
  [8, 'INFORM'],
]);

/** `DISCOVER`; null for a number without a name. */
export const messageTypeName = (type: number): string | null => messageTypes.get(type) ?? null;

/** `3 (Router)` */
export const optionText = named(new Map([...knownOptions].map(([code, { name }]) => [code, name])));
